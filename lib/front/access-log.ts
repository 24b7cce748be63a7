import type { ServerResponse } from 'node:http'
import type { Log } from '@/lib/log'
import { isFile } from './request-shape'

export type Visit = { requestId: string; method: string; path: string; address: string }

/**
 * One line per request once its answer is out, or the client is gone. The path comes without its
 * query, which may carry a token; files are worth a line only when debugging.
 */
export function logVisit(log: Log, visit: Visit, response: ServerResponse): void {
  const startedMs = performance.now()
  response.once('close', () => {
    const level = isFile(visit.path) ? 'debug' : 'info'
    log[level]({
      event: 'request',
      ...visit,
      status: response.statusCode,
      durationMs: Math.round(performance.now() - startedMs),
      ...(response.writableFinished ? {} : { reason: 'aborted' }),
    })
  })
}
