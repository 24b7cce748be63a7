import type { Exchange } from '@/lib/inspector/scenarios/scenario-list'
import { duration } from './step-bar'

const BUCKETS = 12
const WIDTH = 240
const HEIGHT = 60

/** How long a wrong password took for an existing account and for an unknown one, as two histograms on one axis. */
export function DurationHistogram({ exchanges }: { exchanges: readonly Exchange[] }) {
  const known = exchanges.filter(({ group }) => group === 'known').map(({ ms }) => ms)
  const unknown = exchanges.filter(({ group }) => group === 'unknown').map(({ ms }) => ms)
  const all = [...known, ...unknown]
  const [least, most] = [Math.min(...all), Math.max(...all)]
  const heap = (values: number[]) => {
    const counts = Array.from({ length: BUCKETS }, () => 0)
    for (const ms of values) {
      const at = Math.min(BUCKETS - 1, Math.floor(((ms - least) / (most - least || 1)) * BUCKETS))
      counts[at] = (counts[at] ?? 0) + 1
    }
    return counts
  }
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {(
        [
          ['Somebody who exists', known, 'fill-accent'],
          ['Nobody', unknown, 'fill-caution'],
        ] as const
      ).map(([name, values, fill]) => (
        <figure key={name} className="min-w-0">
          <svg
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            className="w-full rounded-sm border border-line bg-surface"
            role="img"
            aria-label={`${name}: ${values.length} runs, in the middle ${duration(medianOf(values))}`}
          >
            {heap(values).map((count, index) => (
              <rect
                key={index}
                x={(index * WIDTH) / BUCKETS + 1}
                width={WIDTH / BUCKETS - 2}
                y={HEIGHT - (count / Math.max(1, values.length)) * HEIGHT}
                height={(count / Math.max(1, values.length)) * HEIGHT}
                className={fill}
              />
            ))}
          </svg>
          <figcaption className="mt-1 text-sm">
            {name}: {values.length} runs, in the middle {duration(medianOf(values))}
          </figcaption>
        </figure>
      ))}
      <p className="text-sm text-muted sm:col-span-2">
        From {duration(least)} to {duration(most)}. The same statements and one hash either way.
      </p>
    </div>
  )
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
