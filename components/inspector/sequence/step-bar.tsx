const SHORTEST_PERCENT = 0.8

/** When a step ran within its request, and for how long, to scale. */
export function StepBar({
  offsetMs,
  ms,
  wholeMs,
  isRefused,
}: {
  offsetMs: number
  ms: number
  wholeMs: number
  isRefused: boolean
}) {
  const start = Math.min(100 - SHORTEST_PERCENT, (offsetMs / wholeMs) * 100)
  const width = Math.max(SHORTEST_PERCENT, Math.min(100 - start, (ms / wholeMs) * 100))
  return (
    <svg className="gauge h-2 w-full overflow-hidden rounded-full bg-sunken" aria-hidden="true">
      <rect
        x={`${start.toFixed(2)}%`}
        width={`${width.toFixed(2)}%`}
        height="100%"
        rx="2"
        className={isRefused ? 'fill-danger' : 'fill-accent'}
      />
    </svg>
  )
}

/** "0.04 ms", "12.3 ms", "1.20 s" */
export function duration(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)} s`
  return `${ms < 1 ? ms.toFixed(2) : ms.toFixed(1)} ms`
}
