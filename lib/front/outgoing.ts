import type { ServerResponse } from 'node:http'
import { takeUnavailable, UNAVAILABLE_RETRY_AFTER_SECONDS } from '@/lib/unavailable'
import type { HeaderList } from './security-headers'

/**
 * Puts the headers of every answer on this one, and looks once more when its head is written:
 *
 * - what Next answers with 500 because a dependency is down becomes 503 with `Retry-After`
 * - what says nothing about caching is not cached; files say so themselves
 * - while the process is stopping, the connection is not offered for another request
 *
 * @param requestId survives whatever is written under its name later
 */
export function prepareAnswer(
  response: ServerResponse,
  headers: HeaderList,
  requestId: string,
  isStopping: () => boolean,
): void {
  for (const [name, value] of headers) response.setHeader(name, value)
  const writeHead = response.writeHead.bind(response)
  response.writeHead = (status: number, ...rest: unknown[]) => {
    if (response.headersSent) return Reflect.apply(writeHead, response, [status, ...rest])
    const isOutage = status === 500 && takeUnavailable(requestId)
    if (isOutage) response.setHeader('Retry-After', UNAVAILABLE_RETRY_AFTER_SECONDS)
    if (isOutage || !(response.hasHeader('Cache-Control') || namesCacheControl(rest))) {
      response.setHeader('Cache-Control', 'no-store')
    }
    if (isStopping()) response.setHeader('Connection', 'close')
    response.setHeader('X-Request-Id', requestId)
    response.removeHeader('X-Powered-By')
    return Reflect.apply(writeHead, response, isOutage ? [503] : [status, ...rest])
  }
  // A mark nobody took (the client went away) must not stay behind.
  response.once('close', () => takeUnavailable(requestId))
}

function namesCacheControl(writeHeadArguments: readonly unknown[]): boolean {
  return writeHeadArguments.some(
    (argument) =>
      typeof argument === 'object' &&
      argument !== null &&
      Object.keys(argument).some((name) => name.toLowerCase() === 'cache-control'),
  )
}
