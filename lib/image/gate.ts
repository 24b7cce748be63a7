/** Too many are waiting already. */
export class GateBusy extends Error {
  /** Whole seconds until another attempt can succeed. */
  readonly retryAfterSeconds = 2
}

/**
 * Lets so many through at once; the others wait in the order they came.
 *
 * @returns runs work when its turn comes; throws {@link GateBusy} when the line is full
 */
export function createGate({ atOnce, maxWaiting }: { atOnce: number; maxWaiting: number }) {
  const waiting: (() => void)[] = []
  let inside = 0

  return async function pass<Value>(work: () => Promise<Value>): Promise<Value> {
    if (inside < atOnce) inside += 1
    else if (waiting.length >= maxWaiting) throw new GateBusy()
    // Whoever leaves hands the place on, so `inside` stays as it is.
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else inside -= 1
    }
  }
}
