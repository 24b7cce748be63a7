'use client'

import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { TEN_QUESTIONS, type Question } from '@/lib/inspector/timeline/ten-questions'
import type { TimelineRequest } from '@/lib/inspector/timeline/timeline'
import { VIEWS, type ViewId } from '../view-ids'

const TODO: Record<Question['todo'], string> = {
  'sign-in': 'Sign in',
  'read-session': 'Sign in and read the session',
  'load-page': 'Sign in and load this page again',
  'wrong-password': 'Try a wrong password',
  'sign-out': 'Sign in and out again',
  update: 'Call update()',
  'show-attacks': 'Run an attack',
}

/** Ten questions, each with its answer and the recorded step that proves it. */
export function TenQuestions({
  timeline,
  onShow,
}: {
  timeline: readonly TimelineRequest[]
  onShow: (view: ViewId, request?: string, step?: string) => void
}) {
  const proven = TEN_QUESTIONS.filter(({ prove }) => prove(timeline) !== null).length
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
                <ProofOf question={one} timeline={timeline} onShow={onShow} />
              </div>
            </details>
          </li>
        ))}
      </ol>
    </Card>
  )
}

function ProofOf({
  question,
  timeline,
  onShow,
}: {
  question: Question
  timeline: readonly TimelineRequest[]
  onShow: (view: ViewId, request?: string, step?: string) => void
}) {
  const proof = question.prove(timeline)
  return (
    <div className="grid gap-3 rounded-md bg-sunken p-4">
      {proof ? (
        <p>
          <strong className="font-medium">In your recording: </strong>
          {proof.text}
        </p>
      ) : (
        <p className="text-muted">
          Not recorded yet. {TODO[question.todo]}, and the proof appears here.
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {proof && (
          <Button
            size="small"
            tone="quiet"
            onClick={() => onShow('sequence', proof.request.id, proof.step?.id)}
          >
            Show the step
          </Button>
        )}
        {question.view !== 'sequence' && (
          <Button size="small" tone="quiet" onClick={() => onShow(question.view)}>
            View: {VIEWS[question.view]}
          </Button>
        )}
      </div>
    </div>
  )
}
