import type { ServerResponse } from 'node:http'
import { takeMark } from '@/lib/http/request-marks'
import { insteadOf500 } from './instead-of-500'
import type { HeaderList } from './security-headers'

export type AnswerRules = {
  /** On every answer, unless whoever writes it sets the same header. */
  headers: HeaderList
  outagePage: string
  /** Called once, when the status is known and headers can still be added. */
  beforeHead?: () => void
  isStopping: () => boolean
}

/**
 * Looks at an answer once more when its head is written:
 *
 * - it carries the headers of every answer
 * - a 500 that is nobody's bug becomes what it is (see {@link insteadOf500})
 * - what says nothing about caching is not cached; files say so themselves
 * - while the process is stopping, the connection is not offered for another request
 *
 * @param requestId survives whatever is written under its name later
 * @returns the status that went out, 0 before; `response.statusCode` may be set again afterwards
 */
export function prepareAnswer(
  response: ServerResponse,
  requestId: string,
  { headers, outagePage, beforeHead, isStopping }: AnswerRules,
): () => number {
  const { writeHead, write, end } = response
  let sentStatus = 0
  let replaced: string | null = null

  const adjust = (status: number): number => {
    if (status !== 500) return status
    const type = String(response.getHeader('Content-Type') ?? '').toLowerCase()
    const instead = insteadOf500(takeMark(requestId), type, outagePage)
    for (const [name, value] of Object.entries(instead.headers)) response.setHeader(name, value)
    if (instead.body) {
      replaced = instead.body.text
      for (const name of ['Content-Encoding', 'ETag', 'Transfer-Encoding']) {
        response.removeHeader(name)
      }
      response.setHeader('Content-Type', instead.body.type)
      response.setHeader('Content-Length', Buffer.byteLength(replaced))
    }
    return instead.status
  }

  response.writeHead = (status: number, ...rest: unknown[]) => {
    if (response.headersSent) return Reflect.apply(writeHead, response, [status, ...rest])
    for (const [name, value] of headersIn(rest)) response.setHeader(name, value)
    // Not before: what stands there already, Next does not let a route say.
    for (const [name, value] of headers) {
      if (!response.hasHeader(name)) response.setHeader(name, value)
    }
    const adjusted = adjust(status)
    response.statusCode = adjusted
    beforeHead?.()
    if (!response.hasHeader('Cache-Control')) response.setHeader('Cache-Control', 'no-store')
    // Next sends the address of a redirect as its body too, without a word about what that is.
    if (isRedirect(adjusted) && !response.hasHeader('Content-Type')) {
      response.setHeader('Content-Type', 'text/plain; charset=utf-8')
    }
    if (isStopping()) response.setHeader('Connection', 'close')
    response.setHeader('X-Request-Id', requestId)
    response.removeHeader('X-Powered-By')
    sentStatus = adjusted
    return Reflect.apply(writeHead, response, [adjusted])
  }
  // Node decides about the head while the first part of the body is already on its way: for a body
  // that may be replaced it is decided before.
  const decideHead = () => {
    if (!response.headersSent && response.statusCode === 500) response.writeHead(500)
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

const NOT_MODIFIED = 304

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400 && status !== NOT_MODIFIED
}

/** The headers given to `writeHead` itself, after an optional reason phrase. */
function headersIn(writeHeadArguments: readonly unknown[]): [string, number | string | string[]][] {
  const given = writeHeadArguments.find((one) => typeof one === 'object' && one !== null) ?? {}
  return Object.entries(given)
}
