import { isProgramPath } from '@/lib/domain/site/http-config'
import { BODY_LIMIT_BYTES, TARGET_LIMIT_CHARACTERS } from './limits'
import { NO_RULE, type PathRule } from './path-rules'
import type { PlainResponse } from './plain-response'

const METHODS = ['GET', 'HEAD', 'POST']
/** Below /api/, on the one condition that a line of the adopter names them. */
const FURTHER_METHODS = ['PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

export const METHOD_NOT_ALLOWED: PlainResponse = {
  status: 405,
  sentence: 'This method is not supported. Use GET or POST.',
  headers: { Allow: METHODS.join(', ') },
}
const FILE_IS_READ_ONLY: PlainResponse = {
  status: 405,
  sentence: 'This is a file: it can only be read.',
  headers: { Allow: 'GET, HEAD' },
}
const MALFORMED: PlainResponse = {
  status: 400,
  sentence: 'This request is malformed. Check the address and try again.',
}
const NO_WEBSOCKET: PlainResponse = {
  status: 400,
  sentence: 'WebSocket connections are not supported here. Use ordinary requests.',
}
const TARGET_TOO_LONG: PlainResponse = {
  status: 414,
  sentence: 'This address is too long. Go back and start again from the home page.',
}
const NOT_FOUND: PlainResponse = { status: 404, sentence: 'There is nothing at this address.' }
const UNSUPPORTED_TYPE: PlainResponse = {
  status: 415,
  sentence: 'This content type is not supported here. Send a form.',
}

/**
 * Internal paths of Next.js: the image optimizer, which is switched off; data of the pages router,
 * which is not used; its error pages, which respond with 500 when requested directly.
 */
const INTERNAL_PATHS = /^\/_next\/(image|data)(\/|$)|^\/_(global-error|not-found|error)(\/|\.|$)/

/** Repeated, each of these is ambiguous: two readers may use different values. */
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
  /** As in the request line. */
  target: string
  /** Alternating names and values, as in Node. */
  rawHeaders: readonly string[]
  /** What the adopter's configuration says of the path. */
  rule?: PathRule
}

/**
 * Refuses ambiguous requests, and kinds of requests that the app does not use.
 *
 * @returns null when the request is well-formed
 * @see RFC 9112 section 3.2 (request target), RFC 9110 section 7.2 (Host)
 */
export function judgeShape(request: RequestShape): PlainResponse | null {
  const { method, target, rawHeaders, rule = NO_RULE } = request
  if (!methodsOf(rule).includes(method)) return methodRefused(request, rule)
  if (target.length > TARGET_LIMIT_CHARACTERS) return TARGET_TOO_LONG
  if (!isValidTarget(target)) return MALFORMED
  const headers = namesAndValues(rawHeaders)
  if (repeatsSingleHeader(headers) || hasUnsupportedEncoding(headers)) return MALFORMED
  if (headers.some(([name, value]) => name === 'upgrade' && /websocket/i.test(value))) {
    return NO_WEBSOCKET
  }
  const path = pathOf(target)
  if (INTERNAL_PATHS.test(path)) return NOT_FOUND
  return changes(method) && isFile(path) ? FILE_IS_READ_ONLY : null
}

/** Whether a method may change something, and may have a body. */
export function changes(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD'
}

function methodsOf({ methods, cors }: PathRule): string[] {
  return [...new Set([...METHODS, ...methods, ...(cors.length > 0 ? ['OPTIONS'] : [])])]
}

function methodRefused({ method, target }: RequestShape, rule: PathRule): PlainResponse {
  const further = isProgramPath(target) ? FURTHER_METHODS.find((one) => one === method) : undefined
  return {
    ...METHOD_NOT_ALLOWED,
    headers: { Allow: methodsOf(rule).join(', ') },
    ...(further ? { wouldAllow: { methods: [further] } } : {}),
  }
}

/**
 * Whether Next.js serves this path from disk. It responds to other methods with an error of its own.
 */
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
 * A path of printable ASCII with valid percent-encoding and without NUL; never an absolute URL. It has
 * no dot segments, which clients resolve before sending (RFC 3986, section 6.2.2.3): Next.js resolves
 * them too, so rules applied to the path as sent would check another one.
 */
function isValidTarget(target: string): boolean {
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

/** With any other encoding the end of the body cannot be determined (RFC 9112, section 6.3). */
function hasUnsupportedEncoding(headers: readonly [name: string, value: string][]): boolean {
  return headers.some(
    ([name, value]) => name === 'transfer-encoding' && value.trim().toLowerCase() !== 'chunked',
  )
}

const FORM_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data']
const JSON_TYPES = ['application/json', 'application/csp-report', 'application/reports+json']

/** The tools of Next.js's development server. They send JSON and call it text. */
const DEVELOPMENT_TOOLS = /^\/(__nextjs|_next\/mcp$)/

/**
 * Refuses bodies of a type that no handler reads. Accepts forms everywhere, JSON for the API, plain
 * text only as the arguments of a server action, and what the adopter's configuration adds.
 *
 * @param request.contentType undefined when the header is missing
 */
export function judgeContentType(request: {
  method: string
  path: string
  hasBody: boolean
  contentType: string | undefined
  isServerAction: boolean
  isDevelopment?: boolean
  rule?: PathRule
}): PlainResponse | null {
  if (!changes(request.method) || !request.hasBody) return null
  const type = mediaTypeOf(request.contentType)
  const { rule = NO_RULE, path } = request
  if (FORM_TYPES.includes(type) || Object.hasOwn(rule.bodies, type)) return null
  if (JSON_TYPES.includes(type) && path.startsWith('/api/')) return null
  if (request.isDevelopment && DEVELOPMENT_TOOLS.test(path)) return null
  if (type === 'text/plain' && request.isServerAction) return null
  return { ...UNSUPPORTED_TYPE, wouldAllow: { bodies: { [type]: BODY_LIMIT_BYTES } } }
}

/** In lower case, without parameters; empty when there is none. */
export function mediaTypeOf(contentType: string | undefined): string {
  return (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}
