import { err, ok, type Result } from '@/lib/platform/result'

const RETRY_AFTER_SECONDS = 2

/**
 * Limits concurrency; further calls wait in order of arrival.
 *
 * @returns a function that runs work when its turn comes, or returns `busy` when too many are waiting
 */
export function createGate({ atOnce, maxWaiting }: { atOnce: number; maxWaiting: number }) {
  const waiting: (() => void)[] = []
  let running = 0

  return async function run<Value>(work: () => Promise<Value>): Promise<Result<Value>> {
    if (running < atOnce) running += 1
    else if (waiting.length >= maxWaiting) return err('busy', RETRY_AFTER_SECONDS)
    // A finished call passes its slot on, so `running` is unchanged.
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return ok(await work())
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
