import { LANES, type Lane } from '@/lib/inspector/steps/step-schema'
import type { Outcome } from '@/lib/inspector/recording/recorded-event'

const LANE_WIDTH = 20
const HEIGHT = 40
const MIDDLE = HEIGHT / 2

const x = (lane: Lane) => LANES.indexOf(lane) * LANE_WIDTH + LANE_WIDTH / 2

/**
 * The drawing of one row: five lifelines, and the line from the caller to the step. It stretches to its
 * box. The list next to it says the same in words.
 */
export function StepThread({
  lane,
  from,
  outcome,
}: {
  lane: Lane
  /** The lane that called the step. */
  from: Lane
  outcome: Outcome
}) {
  const colour = outcome === 'done' ? 'stroke-accent' : 'stroke-danger'
  return (
    <svg
      viewBox={`0 0 ${LANES.length * LANE_WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="absolute inset-0 size-full"
      aria-hidden="true"
    >
      {LANES.map((one) => (
        <path
          key={one}
          d={`M${x(one)} 0V${HEIGHT}`}
          className="stroke-line"
          vectorEffect="non-scaling-stroke"
          strokeWidth="1"
        />
      ))}
      <path
        d={`M${x(from)} ${MIDDLE}H${x(lane)}`}
        className="fill-none stroke-control"
        vectorEffect="non-scaling-stroke"
        strokeWidth="1.5"
      />
      <path
        d={`M${x(lane)} ${MIDDLE}h0`}
        className={colour}
        vectorEffect="non-scaling-stroke"
        strokeWidth="11"
        strokeLinecap="round"
      />
    </svg>
  )
}
