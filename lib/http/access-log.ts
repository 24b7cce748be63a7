import type { Log } from '@/lib/platform/log'
import { isFile } from './request-shape'

export type AccessLogEntry = {
  requestId: string
  method: string
  path: string
  address: string
  /** The status that was sent; 0 when there was none. */
  status: number
  /** Whether the whole response was handed to the operating system. */
  isComplete: boolean
  /** From the request's headers to the end of its response. */
  durationMs: number
  /** The line of the adopter's configuration that would have admitted a refused request. */
  allowedBy?: string | undefined
}

const SERVER_ERROR = 500

/**
 * Writes one line per request once its response was sent or the client has disconnected. The query is
 * left out, because it may carry a token. Static files are logged at debug level only, unless one fails:
 * a build was replaced under the process that serves it.
 */
export function logAccess(log: Log, { isComplete, durationMs, ...visit }: AccessLogEntry): void {
  const isQuiet = isFile(visit.path) && visit.status < SERVER_ERROR
  log[isQuiet ? 'debug' : 'info']({
    event: 'request',
    ...visit,
    durationMs: Math.round(durationMs),
    ...(isComplete ? {} : { reason: 'aborted' }),
  })
}
