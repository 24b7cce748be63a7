/** What a request may need, besides this process. */
export type Dependency = 'database' | 'hashing'

/**
 * A dependency is unavailable: the database, or the threads that hash.
 *
 * It is thrown instead of the driver's error, to distinguish an outage from a bug. The
 * response is a 503 with `Retry-After`, and nobody is signed out.
 */
export class DependencyUnavailable extends Error {
  constructor(
    readonly dependency: Dependency,
    options?: ErrorOptions,
  ) {
    super(`${dependency} is unavailable`, options)
    this.name = 'DependencyUnavailable'
  }
}

/**
 * What is unavailable according to an error; null for every other error.
 *
 * Checks the chain of causes, because frameworks wrap errors. Compares names, because the shared
 * database client may throw the class of another copy of this module.
 */
export function unavailableIn(error: unknown): Dependency | null {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (current.name !== 'DependencyUnavailable') continue
    return 'dependency' in current && current.dependency === 'hashing' ? 'hashing' : 'database'
  }
  return null
}

export const isUnavailable = (error: unknown): boolean => unavailableIn(error) !== null

/** Seconds a client is asked to wait when a dependency is down. */
export const UNAVAILABLE_RETRY_AFTER_SECONDS = 5
