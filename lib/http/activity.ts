const PREFETCH_HEADERS = [
  'next-router-prefetch',
  'next-router-segment-prefetch',
  'next-hmr-refresh',
]
const PURPOSE_HEADERS = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz']

type Headers = Readonly<Record<string, string | string[] | undefined>>

/**
 * Whether a request counts as user activity: a page or client navigation, or a form. Reading the
 * session, polling, prefetching, event streams and probes do not count.
 *
 * @param path without the query
 * @param headers lower-case names, as Node gives them
 */
export function showsActivity(method: string, path: string, headers: Headers): boolean {
  if (path.startsWith('/api/') || path.startsWith('/_next/')) return false
  if (method === 'POST') return true
  if (method !== 'GET' || isPrefetch(headers)) return false
  if (headers.rsc !== undefined) return true
  const mode = headers['sec-fetch-mode']
  return mode === undefined
    ? String(headers.accept ?? '').includes('text/html')
    : mode === 'navigate'
}

function isPrefetch(headers: Headers): boolean {
  if (PREFETCH_HEADERS.some((name) => headers[name] !== undefined)) return true
  return PURPOSE_HEADERS.some((name) => String(headers[name] ?? '').includes('prefetch'))
}
