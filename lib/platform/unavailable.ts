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

/**
 * Walks the chain of causes, since frameworks wrap what they catch. By name: what the shared database
 * client throws may be of another module copy's class.
 */
export function isUnavailable(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (current.name === 'DependencyUnavailable') return true
  }
  return false
}

/** Seconds a client is asked to wait when a dependency is down. */
export const UNAVAILABLE_RETRY_AFTER_SECONDS = 5
