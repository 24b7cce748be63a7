import { processSlot, processWide } from './process-wide'

/** Stops background work: a worker, a listener, a pool. */
type ShutdownWork = () => Promise<void> | void

/** Registered by the Next.js bundles, run by the front server. */
const registered = processWide('shutdown-work', () => new Set<ShutdownWork>())

/** Runs `work` after the last response, before the process exits. */
export function atShutdown(work: ShutdownWork): void {
  registered.get().add(work)
}

/**
 * Runs all registered work concurrently.
 *
 * @param deadlineMs after which unfinished work is abandoned
 * @returns the errors of failed work
 */
export async function runShutdownWork(deadlineMs: number): Promise<unknown[]> {
  const work = [...registered.get()]
  registered.get().clear()
  const settled = Promise.allSettled(work.map(async (stop) => stop()))
  const deadline = new Promise<never[]>((resolve) => {
    setTimeout(() => resolve([]), deadlineMs).unref()
  })
  const results = await Promise.race([settled, deadline])
  return results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
}

const stopping = processSlot<{ since: number }>('stopping')

/** From now on the process is not ready for more requests. */
export function startStopping(): void {
  stopping.set({ since: performance.now() })
}

/** Whether the process has been told to stop. It still finishes what arrives. */
export function isStopping(): boolean {
  return stopping.peek() !== undefined
}
