/**
 * A dependency is unavailable: the database, or the threads that hash.
 *
 * It is thrown instead of the driver's error, to distinguish an outage from a bug. The
 * response is a 503 with `Retry-After`, and nobody is signed out.
 */
export class DependencyUnavailable extends Error {
  constructor(
    readonly dependency: 'database' | 'hashing',
    options?: ErrorOptions,
  ) {
    super(`${dependency} is unavailable`, options)
    this.name = 'DependencyUnavailable'
  }
}

/**
 * Checks the chain of causes, because frameworks wrap errors. Compares names, because the shared
 * database client may throw the class of another copy of this module.
 */
export function isUnavailable(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (current.name === 'DependencyUnavailable') return true
  }
  return false
}

/** Seconds a client is asked to wait when a dependency is down. */
export const UNAVAILABLE_RETRY_AFTER_SECONDS = 5
