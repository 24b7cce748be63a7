import {
  countAttempt,
  clearAttempts,
  takeBackAttempt,
  type Count,
} from '@/lib/data/limits/attempt-counters'
import type { Limit } from '@/lib/data/limits/counting-statement'
import { prisma, type Database } from '@/lib/data/database/prisma'
import { err, ok, type Result } from '@/lib/platform/result'
import { retryAfterSeconds, type FailuresRule } from '@/lib/services/limits/attempt-limits'

/** An attempt at a password that was let through, already counted as a failure. */
export type Attempt = {
  /** The failure counters that took it, with their rules. */
  failures: (Count & FailuresRule)[]
  /** If it fails, it is the one that starts the first lock of a streak. */
  startsFirstLock: boolean
  /** What a success clears. */
  clears: readonly string[]
}

/** An attempt with the right password. */
export type RightAttempt = {
  /** Still counted as a failure: opening the session clears it, with those before it. */
  counted: Attempt
  /** The browser has not signed in to this account since its password was last changed. */
  isNewDevice: boolean
}

export type AttemptLimits = {
  /** Counts attempts, right or wrong. */
  attempts: Limit
  /** Count failures; the last one is the account's own. */
  failures: readonly { key: string; rule: FailuresRule }[]
  clears: readonly string[]
}

export type Guess<Checked, Value> = {
  limits: AttemptLimits
  /** Hashes. Answers `busy` when there was no room to: then it was no guess. */
  verify: () => Promise<Result<Checked>>
  /** Acts on what was found; {@link clearFailures} is its part, when the password was right. */
  settle: (checked: Checked, attempt: Attempt) => Promise<Result<Value>>
}

/**
 * The one way a password is tried: counted as a failure before it is looked at, or refused, then
 * verified, then settled.
 *
 * It stays a failure unless it is cleared, or nothing was hashed: whatever breaks in between costs
 * the person a try, and never gives a guesser one.
 *
 * @returns `rate_limited`, `busy`, or what `settle` answers
 */
export async function tryPassword<Checked, Value>(
  { limits, verify, settle }: Guess<Checked, Value>,
  now: Date,
): Promise<Result<Value>> {
  const admitted = await admit(limits, now)
  if (!admitted.ok) return admitted
  const checked = await verify()
  if (checked.ok) return settle(checked.value, admitted.value)
  await takeBack(admitted.value, now)
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
 * The password was right.
 *
 * @param database the transaction that acts on it, or the client when nothing else does
 * @returns how many failures in a row came before, at most, of those it clears
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

/** Nothing was hashed, so it was no guess. It stays counted where attempts are. */
async function takeBack(attempt: Attempt, now: Date): Promise<void> {
  await takeBackAttempt(prisma(), attempt.failures, now)
}
