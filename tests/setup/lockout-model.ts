import {
  firstLongLock,
  LONG_LOCK_MS,
  MAX_LOCK_MS,
  QUIET_MS,
  type LockRule,
} from '@/lib/domain/passwords/lockout'

/*
 * The lockout rule in plain TypeScript: an oracle for the statement in
 * lib/data/limits/counting-statement.ts, which is the rule in production.
 */

/** The stored state of one account, or of an unknown name. */
export type Failures = {
  /** In a row: since the last success or the last 15 quiet minutes. */
  count: number
  lastAt: Date
  lockedUntil: Date | null
}

export type AttemptVerdict =
  | {
      allowed: true
      /** The attempt, already counted as a failure; a success clears it afterwards. */
      after: Failures
    }
  | { allowed: false; retryAfterMs: number }

/**
 * Judges an attempt before its password is checked, and counts it as a failure at once. A refused
 * attempt changes nothing: it is not counted and extends no lock.
 *
 * @param before null without a stored state
 */
export function judgeAttempt(before: Failures | null, rule: LockRule, now: Date): AttemptVerdict {
  if (before?.lockedUntil && before.lockedUntil > now) {
    return { allowed: false, retryAfterMs: before.lockedUntil.getTime() - now.getTime() }
  }
  const count = (before === null || isForgotten(before, now) ? 0 : before.count) + 1
  const lockMs = lockAfter(count, rule)
  return {
    allowed: true,
    after: {
      count,
      lastAt: now,
      lockedUntil: lockMs === 0 ? null : new Date(now.getTime() + lockMs),
    },
  }
}

/**
 * The length of the lock after this many failures, in milliseconds: none before
 * `maxFailures`, then `firstLockMs`, doubling with each further failure, at most 15 minutes; a day
 * from the hundredth on.
 */
export function lockAfter(failures: number, rule: LockRule): number {
  const { maxFailures, firstLockMs } = rule
  if (failures >= firstLongLock(rule)) return LONG_LOCK_MS
  if (failures < maxFailures) return 0
  // 2 ** 1023 is the largest finite power; beyond it the product would be Infinity.
  const doublings = Math.min(failures - maxFailures, 1023)
  return Math.min(firstLockMs * 2 ** doublings, MAX_LOCK_MS)
}

/**
 * The quiet period starts when the last lock ends: otherwise a lock as long as the quiet period
 * would reset its own count and allow a fresh set of guesses every time.
 */
function isForgotten(before: Failures, now: Date): boolean {
  const quietSince = Math.max(before.lastAt.getTime(), before.lockedUntil?.getTime() ?? 0)
  return now.getTime() - quietSince >= QUIET_MS
}
