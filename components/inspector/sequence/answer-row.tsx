import { outcomeOf, statusOf, type TimelineRequest } from '@/lib/inspector/timeline/timeline'
import { ROW_GRID } from './lane-headings'
import { duration } from './step-bar'
import { StepThread } from './step-thread'

/** The last line of a sequence: the answer goes back to the browser. */
export function AnswerRow({ request }: { request: TimelineRequest }) {
  const { answer } = request
  if (!answer) return null
  const outcome = outcomeOf(request)
  const isGood = outcome !== 'refused' && outcome !== 'failed'
  const { location } = answer.out
  return (
    <li className={ROW_GRID}>
      <span className="relative row-span-2 h-full min-h-11 @xl:row-span-1 @xl:min-h-9">
        <StepThread lane="browser" from="ours" outcome={isGood ? 'done' : 'refused'} />
      </span>
      <span className="flex min-w-0 flex-wrap items-baseline gap-x-2 pt-1.5 @xl:py-1.5">
        <span className="text-sm font-medium">Answer to the browser</span>
        <span className={`text-sm ${isGood ? 'text-muted' : 'text-danger'}`}>
          {statusOf(request)}
          {outcome === 'redirected' && ` to ${String(location)}`}
          {outcome !== 'done' &&
            `, ${outcome === 'continues' ? 'a second step is needed' : outcome}`}
        </span>
      </span>
      <span className="hidden @[38rem]:block" />
      <span className="pb-1.5 font-mono text-xs text-muted tabular-nums @xl:pb-0 @xl:text-right">
        {duration(answer.ms)}
      </span>
    </li>
  )
}
