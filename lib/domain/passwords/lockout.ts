import { hours, minutes } from '@/lib/domain/time'

/** NIST SP 800-63B-4, 3.2.2: at most 100 consecutive failures. */
export const MAX_FAILURES_IN_A_ROW = 100

/** How long each lock lasts from the hundredth failure in a row on. Every lock ends. */
export const LONG_LOCK_MS = hours(24)

/**
 * The failure in a row from which on locks are long. An operator who sets the first lock beyond a
 * hundred, as benchmarks do, has moved it along.
 */
export function firstLongLock({ maxFailures }: LockRule): number {
  return Math.max(MAX_FAILURES_IN_A_ROW, maxFailures)
}

export const MAX_LOCK_MS = minutes(15)

/** Without an attempt for this long, and no lock running, failures are forgotten. */
export const QUIET_MS = minutes(15)

export type LockRule = {
  /** This many failures start the first lock. */
  maxFailures: number
  firstLockMs: number
}
