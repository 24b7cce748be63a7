import {
  firstLongLock,
  LONG_LOCK_MS,
  MAX_LOCK_MS,
  QUIET_MS,
  type LockRule,
} from '@/lib/domain/passwords/lockout'

/*
 * The lockout rule once more, in plain TypeScript: an oracle for the statement in
 * lib/data/limits/counting-statement.ts, which is the rule that runs.
 */

/** What is remembered about one account, or about a name no account has. */
export type Failures = {
  /** In a row: since the last success or the last quiet quarter of an hour. */
  count: number
  lastAt: Date
  lockedUntil: Date | null
}

export type AttemptVerdict =
  | {
      allowed: true
      /** The attempt already counted as a failure; a success afterwards clears it. */
      after: Failures
    }
  | { allowed: false; retryAfterMs: number }

/**
 * Judges an attempt before its password is looked at, and counts it as a failure at once. A refused
 * attempt changes nothing: it neither counts nor extends.
 *
 * @param before null while nothing is remembered
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
 * How long the lock after this many failures lasts, in milliseconds: nothing before
 * `maxFailures`, then `firstLockMs`, doubling with each further failure, never over 15 minutes; a day
 * from the hundredth on.
 */
export function lockAfter(failures: number, rule: LockRule): number {
  const { maxFailures, firstLockMs } = rule
  if (failures >= firstLongLock(rule)) return LONG_LOCK_MS
  if (failures < maxFailures) return 0
  // 2 ** 1023 is the largest finite power; beyond it the product would not be a number of anything.
  const doublings = Math.min(failures - maxFailures, 1023)
  return Math.min(firstLockMs * 2 ** doublings, MAX_LOCK_MS)
}

/**
 * Quiet begins when the last lock ends: a lock as long as the quiet time would otherwise wipe its
 * own count, and grant a fresh set of guesses every time.
 */
function isForgotten(before: Failures, now: Date): boolean {
  const quietSince = Math.max(before.lastAt.getTime(), before.lockedUntil?.getTime() ?? 0)
  return now.getTime() - quietSince >= QUIET_MS
}
