import { seconds } from '@/lib/domain/time'
import { env } from '@/lib/env'
import { log } from '@/lib/platform/log'
import { clearSpent } from '@/lib/services/operations/purge'
import { atShutdown } from '@/lib/platform/shutdown-work'

/** After a start the first run comes sooner, for a process that never lives until the second. */
const FIRST_RUN_MS = seconds(60)

const TIMER = Symbol.for('latchkey.maintenance')
type Global = typeof globalThis & { [TIMER]?: NodeJS.Timeout | undefined }

/** Starts this process's housekeeping; a second call does nothing. What fails is tried again later. */
export function startMaintenance(): void {
  const shared = globalThis as Global
  if (shared[TIMER]) return
  const everyMs = seconds(env().CLEANUP_SECONDS)
  let running = Promise.resolve()
  const schedule = (waitMs: number) => {
    shared[TIMER] = setTimeout(() => {
      running = clear().then(() => {
        if (shared[TIMER]) schedule(everyMs)
      })
    }, waitMs).unref()
  }
  schedule(Math.min(FIRST_RUN_MS, everyMs))
  atShutdown(async () => {
    clearTimeout(shared[TIMER])
    delete shared[TIMER]
    await running
  })
}

async function clear(): Promise<void> {
  try {
    for (const { what, count } of await clearSpent(new Date())) {
      log.info({ event: 'rows_cleared', type: what, count })
    }
  } catch (error) {
    log.warn({ event: 'maintenance_failed', err: error })
  }
}
