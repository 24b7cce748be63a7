import { err, ok, type Result } from '@/lib/platform/result'

const RETRY_AFTER_SECONDS = 2

/**
 * Lets so many through at once; the others wait in the order they came.
 *
 * @returns runs work when its turn comes, and answers `busy` when the line is full
 */
export function createGate({ atOnce, maxWaiting }: { atOnce: number; maxWaiting: number }) {
  const waiting: (() => void)[] = []
  let inside = 0

  return async function pass<Value>(work: () => Promise<Value>): Promise<Result<Value>> {
    if (inside < atOnce) inside += 1
    else if (waiting.length >= maxWaiting) return err('busy', RETRY_AFTER_SECONDS)
    // Whoever leaves hands the place on, so `inside` stays as it is.
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return ok(await work())
    } finally {
      const next = waiting.shift()
      if (next) next()
      else inside -= 1
    }
  }
}
