import { seconds } from '@/lib/domain/time'
import { env } from '@/lib/env'
import { log } from '@/lib/platform/log'
import { processWide } from '@/lib/platform/process-wide'
import { purgeNow } from '@/lib/services/operations/purge'
import { atShutdown } from '@/lib/platform/shutdown-work'

/** The first run comes early, for processes that are restarted before a whole interval passes. */
const FIRST_RUN_MS = seconds(60)

const purge = processWide('purge', schedule)

/** Purges expired data on a schedule; a second call does nothing. A failed run is retried at the next. */
export function startPurge(): void {
  purge.get()
}

function schedule() {
  const everyMs = seconds(env().CLEANUP_SECONDS)
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  let running = Promise.resolve()
  const runIn = (waitMs: number) => {
    timer = setTimeout(() => {
      running = run().then(() => {
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
    await purge.take()?.stop()
  })
  return { stop }
}

async function run(): Promise<void> {
  try {
    for (const { what, count } of await purgeNow()) {
      log.info({ event: 'rows_cleared', type: what, count })
    }
  } catch (error) {
    log.warn({ event: 'maintenance_failed', err: error })
  }
}
