import type { ServerResponse } from 'node:http'
import { takeMark } from '@/lib/http/request-marks'
import { replace500, type OutagePages } from './replace-500'
import type { HeaderList } from './security-headers'

export type ResponseRules = {
  /** Set on every response, unless its handler sets the same header. */
  headers: HeaderList
  outagePages: OutagePages
  /** For a form whose action Next does not know; null where a script reads the answer. */
  outdatedPage: string | null
  /** Somebody reads the answer, and no program. */
  isForReading: boolean
  /** Called once, when the status is known and headers can still be added. */
  beforeHead?: () => void
  isStopping: () => boolean
}

/**
 * Adjusts a response when its head is written:
 *
 * - adds the headers of every response
 * - replaces a 500 that is not a bug (see {@link replace500})
 * - replaces the "not found" page at a path without pages, such as `/api/nothing`: without the
 *   middleware's policy the browser refuses all that it consists of, and reports each part
 * - replaces Next's answer to a form of an earlier build by a page that says what to do
 * - disables caching unless the handler has set a caching header
 * - closes the connection afterwards while the process is stopping
 *
 * @param requestId is sent whatever the handler sets for that header
 * @returns the status that was sent, 0 before; `response.statusCode` may be changed afterwards
 */
export function prepareResponse(
  response: ServerResponse,
  requestId: string,
  { headers, outagePages, outdatedPage, isForReading, beforeHead, isStopping }: ResponseRules,
): () => number {
  const { writeHead, write, end } = response
  let sentStatus = 0
  let replaced: string | null = null

  const isOutdated = () => outdatedPage !== null && response.hasHeader(ACTION_NOT_FOUND)

  const replaceBody = ({ type, text }: { type: string; text: string }) => {
    replaced = text
    for (const name of ['Content-Encoding', 'ETag', 'Transfer-Encoding']) {
      response.removeHeader(name)
    }
    response.setHeader('Content-Type', type)
    response.setHeader('Content-Length', Buffer.byteLength(text))
  }
  const adjust = (status: number, hasPolicy: boolean): number => {
    const type = String(response.getHeader('Content-Type') ?? '').toLowerCase()
    if (isOutdated()) replaceBody({ type: HTML, text: outdatedPage ?? '' })
    else if (status === 404 && !hasPolicy && type.startsWith('text/html')) replaceBody(NOTHING_HERE)
    if (status !== 500) return status
    const kind = type || (isForReading ? PLAIN : '')
    const instead = replace500(takeMark(requestId), kind, outagePages)
    for (const [name, value] of Object.entries(instead.headers)) response.setHeader(name, value)
    if (instead.body) replaceBody(instead.body)
    return instead.status
  }

  response.writeHead = (status: number, ...rest: unknown[]) => {
    if (response.headersSent) return Reflect.apply(writeHead, response, [status, ...rest])
    for (const [name, value] of headersIn(rest)) response.setHeader(name, value)
    const hasPolicy = response.hasHeader('Content-Security-Policy')
    // Not earlier: Next.js does not let a route override headers that are already set.
    for (const [name, value] of headers) {
      if (!response.hasHeader(name)) response.setHeader(name, value)
    }
    const adjusted = adjust(status, hasPolicy)
    response.statusCode = adjusted
    beforeHead?.()
    if (!response.hasHeader('Cache-Control')) response.setHeader('Cache-Control', 'no-store')
    // Next.js sends the URL of a redirect as its body too, without a content type.
    if (isRedirect(adjusted) && !response.hasHeader('Content-Type')) {
      response.setHeader('Content-Type', 'text/plain; charset=utf-8')
    }
    if (isStopping()) response.setHeader('Connection', 'close')
    response.setHeader('X-Request-Id', requestId)
    response.removeHeader('X-Powered-By')
    sentStatus = adjusted
    return Reflect.apply(writeHead, response, [adjusted])
  }
  // Node writes the head together with the first chunk of the body. For a body that may be replaced,
  // the head must come first.
  const decideHead = () => {
    const { headersSent, statusCode } = response
    const isReplaceable = REPLACEABLE.includes(statusCode) || isOutdated()
    if (!headersSent && isReplaceable) response.writeHead(statusCode)
  }
  response.write = (...part: unknown[]) => {
    decideHead()
    return replaced === null ? Reflect.apply(write, response, part) : true
  }
  response.end = (...part: unknown[]) => {
    decideHead()
    return Reflect.apply(end, response, replaced === null ? part : [replaced])
  }
  return () => sentStatus
}

/** Next's mark on the answer to a form or script whose action it does not know. */
const ACTION_NOT_FOUND = 'x-nextjs-action-not-found'
const HTML = 'text/html; charset=utf-8'
const PLAIN = 'text/plain'
const NOT_MODIFIED = 304
const REPLACEABLE = [404, 500]
const NOTHING_HERE = {
  type: 'text/plain; charset=utf-8',
  text: 'There is nothing at this address.\n',
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400 && status !== NOT_MODIFIED
}

/** The headers given to `writeHead` itself, after an optional reason phrase. */
function headersIn(writeHeadArguments: readonly unknown[]): [string, number | string | string[]][] {
  const given = writeHeadArguments.find((one) => typeof one === 'object' && one !== null) ?? {}
  return Object.entries(given)
}
