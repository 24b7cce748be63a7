import {
  countAttempt,
  clearAttempts,
  refundAttempt,
  type Count,
} from '@/lib/data/limits/attempt-counters'
import type { Limit } from '@/lib/data/limits/counting-statement'
import { prisma, type Database } from '@/lib/data/database/prisma'
import { err, ok, type Result } from '@/lib/platform/result'
import { retryAfterSeconds, type FailuresRule } from '@/lib/services/limits/attempt-limits'

/** A password attempt within the limits, already counted as a failure. */
export type Attempt = {
  /** The failure counters that include it, with their rules. */
  failures: (Count & FailuresRule)[]
  /** Whether this attempt, if it fails, starts the first lock of a streak. */
  startsFirstLock: boolean
  /** The counters that a success clears. */
  clears: readonly string[]
}

/** An attempt with the correct password. */
export type SuccessfulAttempt = {
  /** Still counted as a failure: opening the session clears it along with earlier failures. */
  counted: Attempt
  /** The browser has not signed in to this account since its password was last changed. */
  isNewDevice: boolean
}

export type AttemptLimits = {
  /** Counts attempts, whether they succeed or fail. */
  attempts: Limit
  /** Count failures; the last one is the account's own. */
  failures: readonly { key: string; rule: FailuresRule }[]
  clears: readonly string[]
}

export type PasswordAttempt<Checked, Value> = {
  limits: AttemptLimits
  /** Hashes and compares. Returns `busy` when the queue is full; the attempt is then refunded. */
  verify: () => Promise<Result<Checked>>
  /** Acts on the outcome; calls {@link clearFailures} when the password was correct. */
  settle: (checked: Checked, attempt: Attempt) => Promise<Result<Value>>
}

/**
 * The only way to try a password: refuse it or count it as a failure, then verify, then settle.
 *
 * It remains a failure unless it is cleared or nothing was hashed. An error in between costs the user
 * an attempt and never gives a guesser one.
 *
 * @returns `rate_limited`, `busy`, or the result of `settle`
 */
export async function tryPassword<Checked, Value>(
  { limits, verify, settle }: PasswordAttempt<Checked, Value>,
  now: Date,
): Promise<Result<Value>> {
  const admitted = await admit(limits, now)
  if (!admitted.ok) return admitted
  const checked = await verify()
  if (checked.ok) return settle(checked.value, admitted.value)
  // Nothing was hashed. The attempt counters keep it; the failure counters must not.
  await refundAttempt(prisma(), admitted.value.failures, now)
  return checked
}

async function admit(limits: AttemptLimits, now: Date): Promise<Result<Attempt>> {
  const { attempts, failures, clears } = limits
  const counted = await countAttempt(prisma(), [attempts, ...failures], now)
  if (!counted.allowed) {
    return err('rate_limited', retryAfterSeconds(counted.lockedUntil, now))
  }
  const taken = failures.flatMap(({ key, rule }) => {
    const count = counted.counts.find((one) => one.key === key)
    return count ? [{ ...count, ...rule }] : []
  })
  const own = taken.at(-1)
  const startsFirstLock = own?.count === own?.maxFailures
  return ok({ failures: taken, startsFirstLock, clears })
}

/**
 * Clears failure counts after a correct password.
 *
 * @param database the transaction of the sign-in, or the client when there is none
 * @returns the highest number of consecutive failures before it among the cleared counters
 */
export async function clearFailures(
  database: Database,
  attempt: Attempt,
  now: Date,
): Promise<number> {
  const cleared = await clearAttempts(database, attempt.clears, now)
  const isOwn = (key: string) => attempt.failures.some((own) => own.key === key)
  return Math.max(0, ...cleared.map(({ key, count }) => (isOwn(key) ? count - 1 : count)))
}
