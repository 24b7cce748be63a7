import { LANES, type Lane } from '@/lib/inspector/steps/step-schema'
import type { TimelineRequest, TimelineStep } from '@/lib/inspector/timeline/timeline'
import { LANE_NAMES, resultOf, titleOf, whyOf } from '@/lib/inspector/timeline/step-text'
import type { SourcePlaces } from '@/lib/inspector/sources/source-places'
import { SourceExcerpt } from './source-excerpt'
import { duration, StepBar } from './step-bar'
import { StepThread } from './step-thread'
import { ValueList } from './values'

/** One step: a line of the sequence that opens to what went in, what came out, and why it ran. */
export function StepRow({
  step,
  request,
  from,
  isLast,
  wholeMs,
  sources,
}: {
  step: TimelineStep
  request: TimelineRequest
  from: Lane | null
  isLast: boolean
  wholeMs: number
  sources: SourcePlaces
}) {
  const isRefused = step.outcome !== 'done'
  return (
    <li>
      <details className="group/step">
        <summary className="grid cursor-pointer grid-cols-[5rem_minmax(0,1fr)] items-center gap-x-3 rounded-sm hover:bg-sunken sm:grid-cols-[12rem_minmax(0,1fr)_9rem_4.5rem] lg:grid-cols-[20rem_minmax(0,1fr)_14rem_5rem]">
          <span className="relative row-span-2 h-full min-h-11 sm:row-span-1 sm:min-h-9">
            <StepThread lane={step.lane} from={from} isLast={isLast} outcome={step.outcome} />
          </span>
          <span className="flex min-w-0 flex-wrap items-baseline gap-x-2 pt-1.5 sm:py-1.5">
            <span className="sr-only">{LANE_NAMES[step.lane]}: </span>
            <span className="text-sm font-medium">{titleOf(step)}</span>
            <span className={`text-sm ${isRefused ? 'text-danger' : 'text-muted'}`}>
              {resultOf(step)}
            </span>
          </span>
          <span className="hidden sm:block">
            <StepBar {...step} wholeMs={wholeMs} isRefused={isRefused} />
          </span>
          <span className="pb-1.5 font-mono text-xs text-muted tabular-nums sm:pb-0 sm:text-right">
            <span className="sm:hidden" aria-hidden="true">
              {LANE_NAMES[step.lane]}
              {', '}
            </span>
            <span className="whitespace-nowrap">{duration(step.ms)}</span>
          </span>
        </summary>
        <div className="mb-3 grid grid-cols-1 gap-3 rounded-md bg-sunken p-4 sm:ml-48 lg:ml-80">
          <p className="text-sm">{whyOf(step, request)}</p>
          <p className="font-mono text-xs text-muted">
            {duration(step.offsetMs)} after the request began, {duration(step.ms)} long
          </p>
          <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
            <ValueList title="In" values={step.in} />
            <ValueList title="Out" values={step.out} />
          </div>
          <SourceExcerpt place={sources[step.step]} />
        </div>
      </details>
    </li>
  )
}

/** The names above the lifelines. */
export function LaneHeadings() {
  return (
    <div
      className="sticky top-0 z-10 grid grid-cols-[5rem_minmax(0,1fr)] gap-x-3 border-b border-line bg-surface py-1.5 sm:grid-cols-[12rem_minmax(0,1fr)_9rem_4.5rem] lg:grid-cols-[20rem_minmax(0,1fr)_14rem_5rem]"
      aria-hidden="true"
    >
      <span className="grid grid-cols-5 text-center text-[0.625rem] leading-3 text-muted sm:text-[0.6875rem]">
        {LANES.map((lane) => (
          <span key={lane} className="min-w-0">
            <span className="hidden lg:inline">{LANE_NAMES[lane]}</span>
            <span className="whitespace-nowrap lg:hidden">{SHORT[lane]}</span>
          </span>
        ))}
      </span>
      <span className="text-xs text-muted">Step</span>
      <span className="hidden text-xs text-muted sm:block">When and how long</span>
      <span className="hidden text-right text-xs text-muted sm:block">Took</span>
    </div>
  )
}

const SHORT: Record<Lane, string> = {
  browser: 'Br',
  middleware: 'Mw',
  authjs: 'Au',
  ours: 'Us',
  database: 'DB',
}
