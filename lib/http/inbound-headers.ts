import type { RequestHead } from './judge-request'
import { isRouterState } from './router-state'
import { INTERNAL_HEADERS, INTERNAL_PREFIX } from '@/lib/platform/internal-headers'

/**
 * Headers that code behind the front server trusts, or that Next.js uses internally. Clients have no
 * legitimate reason to send them.
 */
const SPOOFABLE_PREFIXES = [
  'x-forwarded-',
  INTERNAL_PREFIX,
  'x-middleware-',
  'x-invoke-',
  'x-nextjs-',
  'x-prerender-',
]
const SPOOFABLE_NAMES = new Set([
  'forwarded',
  'x-real-ip',
  'x-request-id',
  'x-nonce',
  'x-matched-path',
  'x-now-route-matches',
  'x-original-url',
  'x-rewrite-url',
  'x-http-method-override',
  'next-resume',
  // Next.js reads the nonce of a page from these request headers.
  'content-security-policy',
  'content-security-policy-report-only',
])

/**
 * Hop-by-hop headers (RFC 9110, section 7.6.1). Next.js may forward a request to itself and cannot send
 * these.
 */
const HOP_BY_HOP = ['connection', 'upgrade', 'keep-alive', 'te', 'trailer', 'expect']

/** Request ids of the Next.js development client. */
const DEVELOPMENT_NAMES = new Set(['x-nextjs-request-id', 'x-nextjs-html-request-id'])

/** @param name in lower case */
export function isSpoofable(name: string, isDevelopment = false): boolean {
  if (isDevelopment && DEVELOPMENT_NAMES.has(name)) return false
  return SPOOFABLE_NAMES.has(name) || SPOOFABLE_PREFIXES.some((prefix) => name.startsWith(prefix))
}

export type TrustedRequestInfo = {
  requestId: string
  /** The client's address. */
  address: string
  authUrl: URL
  /** Whether it comes from this machine, not through a proxy. */
  isDirect: boolean
  /** Whether an optional part of the server sent it, under an address of its own. */
  isSimulated: boolean
  /** Whether it counts as user activity. */
  isActivity: boolean
  isDevelopment: boolean
  /** Removes from a `Cookie` header the session cookies that must not reach this request's path. */
  sanitiseCookies: (header: string) => string
}

/**
 * Range requests and conditions to which Next.js responds with 500 when it cannot meet them. Without
 * them it sends the whole file, which is always correct.
 */
const FILE_CONDITIONS = ['range', 'if-range', 'if-match', 'if-unmodified-since']

/**
 * Removes headers a client must not set and adds what the front server has determined. Behind it,
 * `host` and the forwarded headers always name the configured origin.
 */
export function setTrustedHeaders(request: RequestHead, info: TrustedRequestInfo): void {
  const { headers } = request
  for (const name of Object.keys(headers)) {
    if (isSpoofable(name, info.isDevelopment)) delete headers[name]
  }
  for (const name of [...FILE_CONDITIONS, ...HOP_BY_HOP]) delete headers[name]
  const routerState = headers['next-router-state-tree']?.toString()
  if (routerState !== undefined && !isRouterState(routerState)) {
    delete headers['next-router-state-tree']
  }
  if (headers.cookie !== undefined) headers.cookie = info.sanitiseCookies(headers.cookie)
  headers.host = info.authUrl.host
  headers['x-forwarded-host'] = info.authUrl.host
  headers['x-forwarded-proto'] = info.authUrl.protocol.slice(0, -1)
  headers['x-forwarded-port'] = portOf(info.authUrl)
  headers['x-forwarded-for'] = info.address
  headers['x-request-id'] = info.requestId
  headers[INTERNAL_HEADERS.address] = info.address
  if (info.isDirect) headers[INTERNAL_HEADERS.direct] = '1'
  if (info.isSimulated) headers[INTERNAL_HEADERS.simulated] = '1'
  if (info.isActivity) headers[INTERNAL_HEADERS.activity] = '1'
  // Next.js hides its own header from the middleware.
  if (headers.rsc !== undefined) headers[INTERNAL_HEADERS.rsc] = '1'
  request.rawHeaders = Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().flatMap((one) => [name, one]),
  )
}

/** The port of an origin, or the default of its scheme. */
export function portOf(url: URL): string {
  if (url.port) return url.port
  return url.protocol === 'https:' ? '443' : '80'
}
