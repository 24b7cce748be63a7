import { spread, type Spread } from '@/lib/inspector/scenarios/spread'
import type { Exchange } from '@/lib/inspector/scenarios/scenario-list'
import { duration } from '../sequence/step-bar'

/** How long a wrong password took for an existing and for an unknown user, and what that can show. */
export function DurationComparison({
  exchanges,
  timingRatio,
}: {
  exchanges: readonly Exchange[]
  timingRatio: number | null
}) {
  const [known, unknown] = (['known', 'unknown'] as const).map((name) =>
    spread(exchanges.filter(({ group }) => group === name).map(({ ms }) => ms)),
  )
  if (!known || !unknown) return null
  const longest = Math.max(known.longest, unknown.longest)
  return (
    <div className="grid gap-4 text-sm">
      <Durations name="Existing user" spread={known} longest={longest} fill="fill-accent" />
      <Durations name="Unknown user" spread={unknown} longest={longest} fill="fill-caution" />
      <p>
        Median {duration(known.median)} and {duration(unknown.median)}: a ratio of{' '}
        {(known.median / unknown.median).toFixed(2)}. {known.count} tries each show that both
        compute a hash, because an answer without one takes a few milliseconds. They are too few to
        show that the durations are equal.
      </p>
      {timingRatio !== null && (
        <p className="text-muted">
          The timing benchmark of this repository, with many more tries, measured a ratio of{' '}
          {timingRatio.toFixed(3)} (docs/benchmarks).
        </p>
      )}
    </div>
  )
}

const WIDTH = 240
const HEIGHT = 12

/** Each try as a dot on one axis. */
function Durations({
  name,
  spread: { values, count, shortest, longest: own },
  longest,
  fill,
}: {
  name: string
  spread: Spread
  longest: number
  fill: string
}) {
  const text = `${name}: ${count} tries, ${duration(shortest)} to ${duration(own)}`
  return (
    <figure className="grid min-w-0 gap-1">
      <figcaption>{text}</figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className="w-full rounded-sm border border-line bg-surface"
        aria-hidden="true"
      >
        {values.map((ms, index) => (
          <circle
            key={index}
            cx={4 + (ms / longest) * (WIDTH - 8)}
            cy={HEIGHT / 2}
            r="2.5"
            className={`${fill} opacity-70`}
          />
        ))}
      </svg>
    </figure>
  )
}
