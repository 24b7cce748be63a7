import type { IncomingMessage } from 'node:http'
import { isRouterState } from './router-state'
import { INTERNAL_HEADERS, INTERNAL_PREFIX } from '@/lib/domain/site/internal-headers'

/**
 * Headers that code behind the front reads as facts, or that Next uses to talk to itself. No
 * client sends one for a good reason.
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
  // Next takes the nonce of a page from these when it finds them on the request.
  'content-security-policy',
  'content-security-policy-report-only',
])

/**
 * What is between the client and the front alone (RFC 9110, section 7.6.1). Next may pass a request
 * on to itself, and cannot send these.
 */
const HOP_BY_HOP = ['connection', 'upgrade', 'keep-alive', 'te', 'trailer', 'expect']

/** Next's development client names its requests, to match them with what the server reports. */
const DEVELOPMENT_NAMES = new Set(['x-nextjs-request-id', 'x-nextjs-html-request-id'])

/** @param name in lower case */
export function isSpoofable(name: string, isDevelopment = false): boolean {
  if (isDevelopment && DEVELOPMENT_NAMES.has(name)) return false
  return SPOOFABLE_NAMES.has(name) || SPOOFABLE_PREFIXES.some((prefix) => name.startsWith(prefix))
}

export type VouchedFor = {
  requestId: string
  /** The client's address. */
  address: string
  authUrl: URL
  /** Made on this machine, through no proxy. */
  isDirect: boolean
  /** Whether a person caused this request. */
  isActivity: boolean
  isDevelopment: boolean
  /** Leaves in a `Cookie` header what everything behind reads the same way. */
  tidyCookies: (header: string) => string
}

/**
 * What Next answers 500 to when it cannot be met: parts of a file, and conditions on one. Without
 * them it sends the whole file, which is always right.
 */
const FILE_CONDITIONS = ['range', 'if-range', 'if-match', 'if-unmodified-since']

/**
 * Replaces what a client says about itself by what the front knows. From here on `host` and the
 * forwarded headers name the configured origin, whatever name the request came by.
 */
export function vouchFor(request: IncomingMessage, known: VouchedFor): void {
  const { headers } = request
  for (const name of Object.keys(headers)) {
    if (isSpoofable(name, known.isDevelopment)) delete headers[name]
  }
  for (const name of [...FILE_CONDITIONS, ...HOP_BY_HOP]) delete headers[name]
  const routerState = headers['next-router-state-tree']?.toString()
  if (routerState !== undefined && !isRouterState(routerState)) {
    delete headers['next-router-state-tree']
  }
  if (headers.cookie !== undefined) headers.cookie = known.tidyCookies(headers.cookie)
  headers.host = known.authUrl.host
  headers['x-forwarded-host'] = known.authUrl.host
  headers['x-forwarded-proto'] = known.authUrl.protocol.slice(0, -1)
  headers['x-forwarded-port'] = portOf(known.authUrl)
  headers['x-forwarded-for'] = known.address
  headers['x-request-id'] = known.requestId
  if (known.isDirect) headers[INTERNAL_HEADERS.direct] = '1'
  if (known.isActivity) headers[INTERNAL_HEADERS.activity] = '1'
  // Next hides its own header from the middleware.
  if (headers.rsc !== undefined) headers[INTERNAL_HEADERS.rsc] = '1'
  request.rawHeaders = Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().flatMap((one) => [name, one]),
  )
}

/** The port an origin is served on, its scheme's default included. */
export function portOf(url: URL): string {
  if (url.port) return url.port
  return url.protocol === 'https:' ? '443' : '80'
}
