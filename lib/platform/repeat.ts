import { AsyncLocalStorage } from 'node:async_hooks'
import { log } from '@/lib/platform/log'

export type Repeated = {
  /** Runs soon instead of at the next poll. Returns at once. */
  wake: () => void
  /** Finishes the current run, then stops permanently. */
  stop: () => Promise<void>
}

/** All in milliseconds. */
export type Rhythm = {
  /** Between two runs. */
  pollMs: number
  /** After a failure. */
  restMs: number
  /** From `wake` to the run. */
  wakeMs: number
}

/**
 * Runs `work` soon, then at each interval and soon after each `wake`; never twice at once.
 *
 * @param failure the event under which a failure is logged
 * @param work returns whether there may be more to do immediately
 */
export function repeat(
  failure: string,
  { pollMs, restMs, wakeMs }: Rhythm,
  work: () => Promise<boolean>,
): Repeated {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let woken = false
  let stopped = false

  // The work does not belong to the request that wakes it, nor do its log lines and steps.
  const outside = AsyncLocalStorage.snapshot()

  const schedule = (waitMs: number) => {
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(() => outside(run), waitMs).unref()
  }
  const run = () => {
    woken = false
    running = work()
      .catch((error: unknown) => {
        log.warn({ event: failure, err: error })
        return null
      })
      .then((more) => {
        running = undefined
        if (more === null) schedule(restMs)
        else if (more) schedule(0)
        else schedule(woken ? wakeMs : pollMs)
      })
  }

  // Delayed, so that a process that has just started can respond to its first request.
  schedule(wakeMs)
  return {
    wake() {
      // Only the first `wake` starts the timer, so that a stream of them cannot delay the work.
      if (!running && !woken) schedule(wakeMs)
      woken = true
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
