import { processWide } from './process-wide'

/** Stops something that runs beside the requests: a worker, a listener, a pool. */
type ShutdownWork = () => Promise<void> | void

/** Next's bundles register, the front runs. */
const registered = processWide('shutdown-work', () => new Set<ShutdownWork>())

/** Has `work` run once the last request is answered, before the process ends. */
export function atShutdown(work: ShutdownWork): void {
  registered.get().add(work)
}

/**
 * Runs everything registered, all at once.
 *
 * @param deadlineMs after which the rest is left behind
 * @returns the reasons of those that failed
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
