/** Probes and scrapers come by address; these paths answer them and tell nothing to anyone. */
const ANY_HOST_PATHS = new Set(['/api/health', '/api/health/ready', '/api/metrics'])

/** A name or address with an optional port: nothing that could end or extend an authority. */
const HOST_SHAPE = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]'])

export type HostVerdict =
  | { kind: 'ours' }
  /** The same page under the one origin of this app. */
  | { kind: 'elsewhere'; location: string }
  | { kind: 'missing' }
  | { kind: 'unknown' }

/**
 * Judges the Host header against `AUTH_URL`. Outside production a person who typed another name
 * of this machine is led to the right one; cookies and Origin checks know only that.
 *
 * @param request.target path and query, beginning with a slash
 * @param authUrl the one origin of this app
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
  const asked = HOST_SHAPE.test(request.host) ? parse(`${own.protocol}//${request.host}`) : null
  if (!asked) return { kind: 'unknown' }
  if (asked.host === own.host) return { kind: 'ours' }
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (isProduction || !isRead || !LOOPBACK_NAMES.has(asked.hostname)) return { kind: 'unknown' }
  return { kind: 'elsewhere', location: locationAt(own, request.target) }
}

function parse(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null
}

/** Serialised anew, so that no reading of the target can lead to another host. */
function locationAt(own: URL, target: string): string {
  const [path = '/', ...query] = target.split('?')
  const location = new URL(own)
  location.pathname = path
  location.search = query.join('?')
  return location.href
}
