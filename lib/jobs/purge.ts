import { seconds } from '@/lib/domain/time'
import { env } from '@/lib/env'
import { log } from '@/lib/platform/log'
import { processWide } from '@/lib/platform/process-wide'
import { clearSpent } from '@/lib/services/operations/purge'
import { atShutdown } from '@/lib/platform/shutdown-work'

/** After a start the first run comes sooner, for a process that never lives until the second. */
const FIRST_RUN_MS = seconds(60)

const maintenance = processWide('maintenance', schedule)

/** Starts this process's housekeeping; a second call does nothing. What fails is tried again later. */
export function startMaintenance(): void {
  maintenance.get()
}

function schedule() {
  const everyMs = seconds(env().CLEANUP_SECONDS)
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  let running = Promise.resolve()
  const runIn = (waitMs: number) => {
    timer = setTimeout(() => {
      running = clear().then(() => {
        if (!isStopped) runIn(everyMs)
      })
    }, waitMs).unref()
  }
  const stop = async () => {
    isStopped = true
    clearTimeout(timer)
    await running
  }
  runIn(Math.min(FIRST_RUN_MS, everyMs))
  atShutdown(async () => {
    await maintenance.take()?.stop()
  })
  return { stop }
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
