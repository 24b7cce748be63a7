/**
 * A dependency (the database, the hashing pool's machine) cannot serve right now.
 *
 * Thrown by the data layer instead of the driver's error, so that everything above can tell "down"
 * from "bug": the answer is 503 with `Retry-After`, and nobody is signed out by it.
 */
export class DependencyUnavailable extends Error {
  constructor(
    readonly dependency: 'database',
    options?: ErrorOptions,
  ) {
    super(`${dependency} is unavailable`, options)
    this.name = 'DependencyUnavailable'
  }
}

/** Walks the chain of causes, since frameworks wrap what they catch. */
export function isUnavailable(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (current instanceof DependencyUnavailable || current.name === 'DependencyUnavailable') {
      return true
    }
  }
  return false
}

/** Seconds a client is asked to wait when a dependency is down. */
export const UNAVAILABLE_RETRY_AFTER_SECONDS = 5

const MARKED = Symbol.for('latchkey.unavailable-requests')
type Global = typeof globalThis & { [MARKED]?: Set<string> }

/**
 * Requests whose handling met a dependency that is down, by request id. A page that throws can only
 * become a 500 inside Next; the front turns the marked ones into 503. On `globalThis` because the
 * front and Next's bundles hold separate copies of this module.
 */
function marked(): Set<string> {
  return ((globalThis as Global)[MARKED] ??= new Set())
}

export function markUnavailable(requestId: string): void {
  marked().add(requestId)
}

/** True once per mark: taking it removes it. */
export function takeUnavailable(requestId: string): boolean {
  return marked().delete(requestId)
}
