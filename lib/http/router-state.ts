const MAX_DEPTH = 30

/**
 * Whether Next could read what a browser's router says it shows: a segment, its children by name,
 * and so on. Next answers 500 to anything else on a path it does not know.
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
  const [segment, children]: unknown[] = value
  if (!isSegment(segment) || typeof children !== 'object' || children === null) return false
  if (Array.isArray(children)) return false
  return Object.values(children).every((child) => isTree(child, depth + 1))
}

/** A name, or a parameter: its name, its value, its kind. */
function isSegment(segment: unknown): boolean {
  if (typeof segment === 'string') return true
  return Array.isArray(segment) && segment.slice(0, 3).every((part) => typeof part === 'string')
}
