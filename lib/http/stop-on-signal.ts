import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '@/lib/platform/log'
import { runShutdownWork, startStopping } from '@/lib/platform/shutdown-work'
import type { Front } from './create-front'
import { DRAIN_DEADLINE_MS, SHUTDOWN_WORK_DEADLINE_MS } from './limits'
import { drain } from './shutdown'

const SIGNALS = ['SIGTERM', 'SIGINT'] as const

/**
 * On SIGTERM or SIGINT: finishes the requests in flight, stops background work and exits with 0. A
 * second signal changes nothing. Takes at most 30 seconds.
 *
 * Readiness fails first. A load balancer that checks it has `drainDelayMs` to send its requests
 * elsewhere, while those it still sends are served.
 *
 * @param running.closeNext waits for the work Next.js does after its responses
 */
export function stopOnSignal(
  front: Front,
  running: {
    servers: readonly Server[]
    closeNext: () => Promise<void>
    drainDelayMs: number
  },
  log: Log,
): void {
  let isStopping = false
  const stop = async (signal: string) => {
    if (isStopping) return
    isStopping = true
    // In development an open page keeps its hot-reload channel open indefinitely.
    const { isDevelopment } = front.settings
    const delayMs = isDevelopment ? 0 : Math.min(running.drainDelayMs, DRAIN_DEADLINE_MS)
    const deadlineMs = isDevelopment ? 0 : DRAIN_DEADLINE_MS - delayMs
    startStopping()
    front.disableKeepAlive()
    if (delayMs > 0) await sleep(delayMs)
    const isClean = await drain(front, running.servers, deadlineMs)
    const forceExit = setTimeout(() => process.exit(0), SHUTDOWN_WORK_DEADLINE_MS)
    for (const err of await runShutdownWork(SHUTDOWN_WORK_DEADLINE_MS)) {
      log.error({ event: 'shutdown_work_failed', err })
    }
    await running.closeNext()
    clearTimeout(forceExit)
    log.info({ event: 'sys_shutdown', signal, ...(isClean ? {} : { reason: 'deadline' }) })
    process.exit(0)
  }
  for (const signal of SIGNALS) process.on(signal, () => void stop(signal))
}
