import type { Log } from '@/lib/platform/log'
import { isFile } from './request-shape'

export type Visit = {
  requestId: string
  method: string
  path: string
  address: string
  /** As it went out; 0 when nothing did. */
  status: number
  /** Whether the whole answer was handed to the system. */
  isComplete: boolean
  /** From the request's headers to the end of its answer. */
  durationMs: number
}

/**
 * One line per request once its answer is out, or the client is gone. The path comes without its
 * query, which may carry a token; files are worth a line only when debugging.
 */
export function logVisit(log: Log, { isComplete, durationMs, ...visit }: Visit): void {
  log[isFile(visit.path) ? 'debug' : 'info']({
    event: 'request',
    ...visit,
    durationMs: Math.round(durationMs),
    ...(isComplete ? {} : { reason: 'aborted' }),
  })
}
