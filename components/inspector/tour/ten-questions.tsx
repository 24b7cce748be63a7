'use client'

import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { provenCount, TEN_QUESTIONS, type Question } from '@/lib/inspector/timeline/ten-questions'
import type { TimelineRequest } from '@/lib/inspector/timeline/timeline'
import { TOUR } from '@/lib/inspector/timeline/tour'
import type { Actions } from '../actions/use-actions'
import { VIEWS, type ViewId } from '../view-ids'
import { StopTask } from './stop-task'

type Show = (view: ViewId, request?: string, step?: string) => void

/** Ten questions, each with its answer and the recorded step that proves it. */
export function TenQuestions({
  timeline,
  actions,
  onShow,
}: {
  timeline: readonly TimelineRequest[]
  actions: Actions
  onShow: Show
}) {
  const proven = provenCount(timeline)
  return (
    <Card
      title="Ten questions"
      aside={
        <Badge tone={proven === TEN_QUESTIONS.length ? 'accent' : 'neutral'}>
          {proven} of {TEN_QUESTIONS.length} recorded
        </Badge>
      }
    >
      <p className="mb-4 text-sm text-muted">
        Answer each for yourself, then open it. The proof comes from your own recording.
      </p>
      <ol className="divide-y divide-line border-y border-line">
        {TEN_QUESTIONS.map((one, index) => (
          <li key={one.id}>
            <details>
              <summary className="cursor-pointer py-3 font-medium">
                {index + 1}. {one.question}
              </summary>
              <div className="grid gap-3 pb-4 text-sm">
                <p>{one.answer}</p>
                <div className="grid gap-3 rounded-md bg-sunken p-4">
                  <ProofOf question={one} timeline={timeline} actions={actions} onShow={onShow} />
                </div>
              </div>
            </details>
          </li>
        ))}
      </ol>
    </Card>
  )
}

function ProofOf({
  question: { prove, stop: id, view },
  timeline,
  actions,
  onShow,
}: {
  question: Question
  timeline: readonly TimelineRequest[]
  actions: Actions
  onShow: Show
}) {
  const proof = prove(timeline)
  const stop = TOUR.find((one) => one.id === id)
  return (
    <>
      {proof && (
        <p>
          <strong className="font-medium">In your recording: </strong>
          {proof.text}
        </p>
      )}
      {!proof && stop && (
        <>
          <p className="text-muted">Not recorded yet. Do it now, and the proof appears here.</p>
          <StopTask stop={stop} isDone={false} actions={actions} />
        </>
      )}
      <div className="flex flex-wrap gap-2 empty:hidden">
        {proof && (
          <Button
            size="small"
            tone="quiet"
            onClick={() => onShow('sequence', proof.request.id, proof.step?.id)}
          >
            Show the step
          </Button>
        )}
        {view !== 'sequence' && (
          <Button size="small" tone="quiet" onClick={() => onShow(view)}>
            View: {VIEWS[view]}
          </Button>
        )}
      </div>
    </>
  )
}
