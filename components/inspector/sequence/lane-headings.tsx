import { LANES, type Lane } from '@/lib/inspector/steps/step-schema'
import { LANE_NAMES } from '@/lib/inspector/timeline/step-text'

const SHORT: Record<Lane, string> = {
  device: 'De',
  browser: 'Br',
  middleware: 'Mw',
  authjs: 'Au',
  ours: 'Us',
  database: 'DB',
}

/** Lifelines, step, bar, duration; by the width of the request's own box. */
export const ROW_GRID =
  'grid grid-cols-[5rem_minmax(0,1fr)] items-center gap-x-3 @xl:grid-cols-[9rem_minmax(0,1fr)_4.5rem] @[38rem]:grid-cols-[10rem_minmax(0,1fr)_5rem_4.5rem]'

/** The names above the lifelines. */
export function LaneHeadings() {
  return (
    <div className={`${ROW_GRID} border-b border-line py-1.5`} aria-hidden="true">
      <span className="grid grid-cols-6 text-center text-[0.6875rem] leading-3 text-muted">
        {LANES.map((lane) => (
          <abbr
            key={lane}
            title={LANE_NAMES[lane]}
            className="min-w-0 whitespace-nowrap no-underline"
          >
            <span className="@xl:hidden">{SHORT[lane].slice(0, 1)}</span>
            <span className="hidden @xl:inline">{SHORT[lane]}</span>
          </abbr>
        ))}
      </span>
      <span className="text-xs text-muted">Step</span>
      <span className="hidden text-xs text-muted @[38rem]:block">When</span>
      <span className="hidden text-right text-xs text-muted @xl:block">Took</span>
    </div>
  )
}
