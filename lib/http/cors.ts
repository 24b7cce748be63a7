import { minutes, MS_PER_SECOND } from '@/lib/domain/time'
import { mayRead } from './forgery-check'
import type { PathRule } from './path-rules'
import type { PlainResponse } from './plain-response'

const PREFLIGHT_MAX_AGE_SECONDS = minutes(10) / MS_PER_SECOND
const HEADER_NAMES = /^[\w-]+( *, *[\w-]+)*$/
const EXPOSED = 'Retry-After, WWW-Authenticate, X-Request-Id'

type Headers = Readonly<Record<string, string | string[] | undefined>>

/**
 * The headers with which another origin's script may read an answer; none unless the adopter's
 * configuration names the origin. Credentials are never allowed: such requests bring no cookies.
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function corsHeaders(rule: PathRule, origin: string | undefined): [string, string][] {
  if (rule.cors.length === 0) return []
  const readable: [string, string][] =
    origin === undefined || !mayRead(rule, origin)
      ? []
      : [
          ['Access-Control-Allow-Origin', origin],
          ['Access-Control-Expose-Headers', EXPOSED],
        ]
  return [['Vary', 'Origin'], ...readable]
}

/**
 * The answer to a browser that asks, on behalf of another origin's script, whether it may send a
 * request; null for everything else.
 */
export function answerPreflight(
  rule: PathRule,
  { method, headers }: { method: string; headers: Headers },
): PlainResponse | null {
  const origin = headers.origin?.toString()
  const asks = headers['access-control-request-method'] !== undefined
  if (method !== 'OPTIONS' || !asks || origin === undefined || !mayRead(rule, origin)) return null
  const wanted = headers['access-control-request-headers']?.toString() ?? ''
  return {
    status: 200,
    sentence: 'This request may be sent.',
    headers: {
      'Access-Control-Allow-Methods': ['GET', 'HEAD', 'POST', ...rule.methods].join(', '),
      ...(HEADER_NAMES.test(wanted) ? { 'Access-Control-Allow-Headers': wanted } : {}),
      'Access-Control-Max-Age': String(PREFLIGHT_MAX_AGE_SECONDS),
    },
  }
}
