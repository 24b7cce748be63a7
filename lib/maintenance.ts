import { minutes } from '@/lib/domain/time'
import { log } from '@/lib/log'
import { clearSpent } from '@/lib/services/maintenance'
import { atShutdown } from '@/lib/shutdown-work'

const EVERY_MS = minutes(10)

const TIMER = Symbol.for('latchkey.maintenance')
type Global = typeof globalThis & { [TIMER]?: NodeJS.Timeout }

/** Starts this process's housekeeping; a second call does nothing. What fails is tried again later. */
export function startMaintenance(): void {
  const shared = globalThis as Global
  if (shared[TIMER]) return
  let running = Promise.resolve()
  const timer = setInterval(() => {
    running = clearSpent(new Date()).then(
      (count) => log.debug({ event: 'maintenance_done', count }),
      (error: unknown) => log.warn({ event: 'maintenance_failed', err: error }),
    )
  }, EVERY_MS)
  shared[TIMER] = timer.unref()
  atShutdown(async () => {
    clearInterval(timer)
    delete shared[TIMER]
    await running
  })
}
