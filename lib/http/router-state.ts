const MAX_DEPTH = 30

const PARAMETER_KINDS: readonly unknown[] = [
  ...['c', 'ci(..)(..)', 'ci(.)', 'ci(..)', 'ci(...)', 'oc'],
  ...['d', 'di(..)(..)', 'di(.)', 'di(..)', 'di(...)'],
]
const REFRESH_MARKERS: readonly unknown[] = ['refetch', 'inside-shared-layout', 'metadata-only']

/**
 * Whether a header is a valid router state. Next.js responds with 500 to an invalid one on an unknown
 * path, so this must not accept anything its own schema refuses; a test compares the two.
 *
 * @param header the value of `next-router-state-tree`
 */
export function isRouterState(header: string): boolean {
  try {
    return isTree(JSON.parse(decodeURIComponent(header)), 0)
  } catch {
    return false
  }
}

function isTree(value: unknown, depth: number): boolean {
  if (!Array.isArray(value) || depth > MAX_DEPTH) return false
  const [segment, children, url, refresh, hints, staleAt, ...rest]: unknown[] = value
  if (!isSegment(segment) || typeof children !== 'object' || children === null) return false
  if (Array.isArray(children) || rest.length > 0) return false
  if (!isAbsent(url) && !(isTextList(url) && url.length === 2)) return false
  if (!isAbsent(refresh) && !REFRESH_MARKERS.includes(refresh)) return false
  if (!isAbsent(hints) && typeof hints !== 'number') return false
  if (staleAt !== undefined && typeof staleAt !== 'string') return false
  return Object.values(children).every((child) => isTree(child, depth + 1))
}

/** A name, or a parameter: its name, its value, its kind, its static siblings. */
function isSegment(segment: unknown): boolean {
  if (typeof segment === 'string') return true
  if (!Array.isArray(segment) || segment.length !== 4) return false
  const [name, value, kind, siblings]: unknown[] = segment
  return (
    isTextList([name, value]) &&
    PARAMETER_KINDS.includes(kind) &&
    (siblings === null || isTextList(siblings))
  )
}

const isAbsent = (value: unknown) => value === undefined || value === null

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}
