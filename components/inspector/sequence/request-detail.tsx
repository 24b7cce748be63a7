import type { ShownFacts } from '@/lib/inspector/sources/build-facts'
import { callerOf } from '@/lib/inspector/timeline/callers'
import { seenByClient, titleOf } from '@/lib/inspector/timeline/step-text'
import {
  lengthOf,
  nameOf,
  outcomeOf,
  refusedStepOf,
  type TimelineRequest,
} from '@/lib/inspector/timeline/timeline'
import { AnswerRow } from './answer-row'
import { OutcomeBadge } from './outcome-badge'
import { duration } from './step-bar'
import { LaneHeadings } from './lane-headings'
import { StepRow } from './step-row'

/** One request: its steps in order, indented by nesting, and the answer on its way back. */
export function RequestDetail({
  request,
  facts,
  isKept,
  isReplaying,
  openStep,
}: {
  request: TimelineRequest
  facts: ShownFacts
  isKept: boolean
  isReplaying: boolean
  /** The step that is open at first. */
  openStep: string | undefined
}) {
  const { answer, steps } = request
  const wholeMs = lengthOf(request)
  const stop = refusedStepOf(request)
  const sentence = seenByClient(request)
  const outcome = outcomeOf(request)
  return (
    <section aria-label={nameOf(request)} className="@container min-w-0">
      <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="min-w-0 font-mono text-sm font-medium">{nameOf(request)}</h3>
        <OutcomeBadge request={request} />
        <span className="text-xs text-muted">
          {steps.length} {steps.length === 1 ? 'step' : 'steps'},{' '}
          <span className="tabular-nums">{duration(wholeMs)}</span>
        </span>
      </div>
      {outcome === 'continues' ? (
        <p className="mb-2 text-sm">
          The password is right, and nobody is signed in: no session, no session cookie. The browser
          goes on to the second step, which Auth.js handles too, and there the session is opened.
        </p>
      ) : (
        stop && (
          <p className="mb-2 text-sm text-danger">
            It stops at “{titleOf(stop)}”.{sentence && ` The browser shows: “${sentence}”`}
          </p>
        )
      )}
      {answer === null && !isReplaying ? (
        <p className="text-sm text-muted">Running…</p>
      ) : (
        <>
          <LaneHeadings />
          <ol aria-label={`Steps of ${nameOf(request)}`}>
            {steps.map((step) => (
              <StepRow
                key={step.id}
                step={step}
                request={request}
                from={callerOf(step, request)}
                wholeMs={wholeMs}
                facts={facts}
                isOpen={step.id === openStep}
              />
            ))}
            <AnswerRow request={request} />
          </ol>
        </>
      )}
      {isKept && (
        <p className="mt-4 text-sm print:hidden">
          <a href={`/inspector/runs/${request.id}`}>Link to this request</a>{' '}
          <span className="text-muted">works for ten minutes, only in this browser</span>
        </p>
      )}
    </section>
  )
}
