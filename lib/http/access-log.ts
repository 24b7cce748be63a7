import type { ServerResponse } from 'node:http'
import type { Log } from '@/lib/platform/log'
import { isFile } from './request-shape'

export type Visit = { requestId: string; method: string; path: string; address: string }

/**
 * One line per request once its answer is out, or the client is gone. The path comes without its
 * query, which may carry a token; files are worth a line only when debugging.
 *
 * @param durationMs from the request's headers to the end of its answer
 */
export function logVisit(
  log: Log,
  visit: Visit,
  { statusCode, writableFinished }: ServerResponse,
  durationMs: number,
): void {
  log[isFile(visit.path) ? 'debug' : 'info']({
    event: 'request',
    ...visit,
    status: statusCode,
    durationMs: Math.round(durationMs),
    ...(writableFinished ? {} : { reason: 'aborted' }),
  })
}
