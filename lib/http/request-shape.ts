import { TARGET_LIMIT_CHARACTERS } from './limits'
import type { PlainAnswer } from './plain-answer'

const METHODS = ['GET', 'HEAD', 'POST']

export const METHOD_NOT_ALLOWED: PlainAnswer = {
  status: 405,
  sentence: 'This method is not supported. Use GET or POST.',
  headers: { Allow: METHODS.join(', ') },
}
const FILE_IS_READ_ONLY: PlainAnswer = {
  status: 405,
  sentence: 'This is a file: it can only be read.',
  headers: { Allow: 'GET, HEAD' },
}
const MALFORMED: PlainAnswer = {
  status: 400,
  sentence: 'This request is malformed. Check the address and try again.',
}
const NO_WEBSOCKET: PlainAnswer = {
  status: 400,
  sentence: 'WebSocket connections are not supported here. Use ordinary requests.',
}
const TARGET_TOO_LONG: PlainAnswer = {
  status: 414,
  sentence: 'This address is too long. Go back and start again from the home page.',
}
const NOT_FOUND: PlainAnswer = { status: 404, sentence: 'There is nothing at this address.' }
const UNSUPPORTED_TYPE: PlainAnswer = {
  status: 415,
  sentence: 'This content type is not supported here. Send a form.',
}

/**
 * What Next serves for itself: the image optimizer, which is switched off; data of a router we do
 * not use; its error pages, which answer 500 to whoever asks for them.
 */
const INNER_PATHS = /^\/_next\/(image|data)(\/|$)|^\/_(global-error|not-found|error)(\/|\.|$)/

/** Given twice, each of these has two readings, and two readers may choose differently. */
const SINGLE_HEADERS = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'content-type',
  'origin',
  'sec-fetch-site',
  'next-action',
  'authorization',
])

export type RequestShape = {
  method: string
  /** As it stood in the request line. */
  target: string
  /** Names and values in turn, as Node gives them. */
  rawHeaders: readonly string[]
}

/**
 * Refuses what has no single reading, and what the app has no use for.
 *
 * @returns null when the shape is sound
 * @see RFC 9112 section 3.2 (request target), RFC 9110 section 7.2 (Host)
 */
export function judgeShape({ method, target, rawHeaders }: RequestShape): PlainAnswer | null {
  if (!METHODS.includes(method)) return METHOD_NOT_ALLOWED
  if (target.length > TARGET_LIMIT_CHARACTERS) return TARGET_TOO_LONG
  if (!isSoundTarget(target)) return MALFORMED
  const headers = namesAndValues(rawHeaders)
  if (repeatsSingleHeader(headers) || hasForeignCoding(headers)) return MALFORMED
  if (headers.some(([name, value]) => name === 'upgrade' && /websocket/i.test(value))) {
    return NO_WEBSOCKET
  }
  const path = pathOf(target)
  if (INNER_PATHS.test(path)) return NOT_FOUND
  return method === 'POST' && isFile(path) ? FILE_IS_READ_ONLY : null
}

/** What Next serves from disk; anything else it is asked to do with it ends in an error of its own. */
export function isFile(path: string): boolean {
  return path.startsWith('/_next/static/') || /^\/(?!api\/).*\.[a-z\d]+$/i.test(path)
}

/** The path of a target, without the query. */
export function pathOf(target: string): string {
  const end = target.indexOf('?')
  return end === -1 ? target : target.slice(0, end)
}

const DOT_SEGMENT = /[/\\]\.{1,2}([/\\]|$)/

/**
 * A path of printable ASCII whose percent-encoding is text without NUL; never an absolute URL. It
 * has no dot segments, which clients resolve before they send (RFC 3986, section 6.2.2.3): Next
 * resolves them too, so that a rule on the path as it was sent would look at another one.
 */
function isSoundTarget(target: string): boolean {
  if (!target.startsWith('/') || /[^\x21-\x7e]|#/.test(target)) return false
  try {
    const path = decodeURIComponent(pathOf(target))
    return !path.includes('\0') && !DOT_SEGMENT.test(path)
  } catch {
    return false
  }
}

function namesAndValues(rawHeaders: readonly string[]): [name: string, value: string][] {
  const pairs: [string, string][] = []
  for (let at = 0; at < rawHeaders.length; at += 2) {
    pairs.push([(rawHeaders[at] ?? '').toLowerCase(), rawHeaders[at + 1] ?? ''])
  }
  return pairs
}

function repeatsSingleHeader(headers: readonly [name: string, value: string][]): boolean {
  const seen = new Set<string>()
  return headers.some(([name]) => {
    if (!SINGLE_HEADERS.has(name)) return false
    const isRepeated = seen.has(name)
    seen.add(name)
    return isRepeated
  })
}

/** The end of a body coded in any other way cannot be known (RFC 9112, section 6.3). */
function hasForeignCoding(headers: readonly [name: string, value: string][]): boolean {
  return headers.some(
    ([name, value]) => name === 'transfer-encoding' && value.trim().toLowerCase() !== 'chunked',
  )
}

const FORM_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data']
const JSON_TYPES = ['application/json', 'application/csp-report', 'application/reports+json']

/**
 * Refuses a body of a type no handler reads: forms everywhere, JSON for the API, and plain text
 * only as the arguments of a server action.
 *
 * @param request.contentType undefined when the request says none
 */
export function judgeContentType(request: {
  method: string
  path: string
  hasBody: boolean
  contentType: string | undefined
  isServerAction: boolean
}): PlainAnswer | null {
  if (request.method !== 'POST' || !request.hasBody) return null
  const type = (request.contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (FORM_TYPES.includes(type)) return null
  if (JSON_TYPES.includes(type) && /^\/(api\/|__nextjs)/.test(request.path)) return null
  return type === 'text/plain' && request.isServerAction ? null : UNSUPPORTED_TYPE
}
