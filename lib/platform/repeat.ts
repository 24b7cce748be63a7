import { AsyncLocalStorage } from 'node:async_hooks'
import { log } from '@/lib/platform/log'

export type Repeated = {
  /** Looks soon instead of at the next poll. Never waits. */
  wake: () => void
  /** Finishes what is in hand, then rests for good. */
  stop: () => Promise<void>
}

/** All in milliseconds. */
export type Rhythm = {
  /** Between two looks. */
  pollMs: number
  /** After a failure. */
  restMs: number
  /** From a waking to the look. */
  wakeMs: number
}

/**
 * Runs `work` soon, after each pause, and soon after each waking; never twice at once.
 *
 * @param failure the name under which a failure is logged
 * @param work answers whether there may be more to do at once
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

  // A request that wakes it is not what the work belongs to: its log lines and its steps are not.
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

  // Not at once: a process that has just started has its first answer to give.
  schedule(wakeMs)
  return {
    wake() {
      // Only the first waking sets the clock: a stream of them must not push the work away.
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
