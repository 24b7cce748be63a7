import { parseUrl } from '@/lib/domain/parse-url'

/** Probes and scrapers connect by IP address; these paths reveal nothing sensitive. */
const ANY_HOST_PATHS = new Set(['/api/health', '/api/health/ready', '/api/metrics'])

/**
 * A name or address with an optional port, without characters that could change the authority of a URL.
 */
const HOST_SHAPE = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]'])

export type HostVerdict =
  | { kind: 'ours' }
  /** The same page under the app's own origin. */
  | { kind: 'elsewhere'; location: string }
  | { kind: 'missing' }
  | { kind: 'unknown' }

/**
 * Judges the Host header against `AUTH_URL`. Outside production another loopback name is redirected to
 * the right one, which cookies and Origin checks depend on.
 *
 * @param request.target path and query, beginning with a slash
 * @param authUrl the origin of this app
 */
export function judgeHost(
  request: { host: string | undefined; method: string; target: string },
  authUrl: string,
  isProduction: boolean,
): HostVerdict {
  const [path = ''] = request.target.split('?')
  if (ANY_HOST_PATHS.has(path)) return { kind: 'ours' }
  if (!request.host) return { kind: 'missing' }
  const own = new URL(authUrl)
  const asked = HOST_SHAPE.test(request.host) ? parseUrl(`${own.protocol}//${request.host}`) : null
  if (!asked) return { kind: 'unknown' }
  if (asked.host === own.host) return { kind: 'ours' }
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (isProduction || !isRead || !LOOPBACK_NAMES.has(asked.hostname)) return { kind: 'unknown' }
  return { kind: 'elsewhere', location: locationAt(own, request.target) }
}

/** Built from the parsed origin, so that no target can lead to another host. */
function locationAt(own: URL, target: string): string {
  const [path = '/', ...query] = target.split('?')
  const location = new URL(own)
  location.pathname = path
  location.search = query.join('?')
  return location.href
}
