import { setTimeout as pause } from 'node:timers/promises'
import {
  countAttempt,
  clearAttempts,
  refundAttempt,
  settleAttempt,
  type Count,
} from '@/lib/data/limits/attempt-counters'
import { secondsUntil } from '@/lib/domain/time'
import type { Limit } from '@/lib/data/limits/counting-statement'
import { prisma, type Database } from '@/lib/data/database/prisma'
import { err, ok, type Result } from '@/lib/platform/result'
import type { FailuresRule } from '@/lib/services/limits/attempt-limits'

/** A password attempt within the limits, already counted as a failure. */
export type Attempt = {
  /** The failure counters that include it, with their rules. */
  failures: (Count & FailuresRule)[]
  /** The lock to tell the owner of, if this attempt fails: the first of a streak, or the first long one. */
  startsLock: StartedLock | null
  /** The counters that a success clears. */
  clears: readonly string[]
}

export type StartedLock = { isLong: boolean; until: Date }

/** An attempt with the correct password. */
export type SuccessfulAttempt = {
  /** Still counted as a failure: opening the session clears it along with earlier failures. */
  counted: Attempt
  /** The browser has not signed in to this account since its password was last changed. */
  isNewDevice: boolean
  /** The wrong passwords before a second step, cleared there. */
  earlierFailures?: number
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
 * The only way to try a password, or a code in its place: refuse it or count it as a failure, then verify, then settle.
 *
 * It remains a failure unless it is cleared or nothing was hashed. An error in between costs the user
 * an attempt and never gives a guesser one.
 *
 * An attempt that only attempts still being verified would refuse waits for them: several people who
 * sign in to a shared account at once do not count each other as failures, and of several guesses no
 * more than the limit is ever verified.
 *
 * @returns `rate_limited`, `busy`, or the result of `settle`
 */
export async function tryPassword<Checked, Value>(
  { limits, verify, settle }: PasswordAttempt<Checked, Value>,
  now: Date,
): Promise<Result<Value>> {
  const admitted = await admitInTurn(limits, now)
  if (!admitted.ok) return admitted
  const checked = await verify()
  if (checked.ok) {
    const settled = await settle(checked.value, admitted.value)
    const keys = admitted.value.failures.map(({ key }) => key)
    if (!settled.ok) await settleAttempt(prisma(), keys)
    return settled
  }
  // Nothing was hashed. The attempt counters keep it; the failure counters must not.
  await refundAttempt(prisma(), admitted.value.failures, now)
  return checked
}

/** How long to wait between looks: longer than a few passwords take to verify on a busy machine. */
const PAUSES_MS = [50, 100, 200, 400, 800, 1000, 1000, 1000, 1000]

/** How many attempts may wait in this process, so that a crowd of guesses does not fill it. */
const MAX_WAITING = 100
let waiting = 0

async function admitInTurn(limits: AttemptLimits, now: Date): Promise<Result<Attempt>> {
  const first = await admit(limits, now)
  if (!first.mayChange || waiting >= MAX_WAITING) return first.result
  waiting += 1
  try {
    let latest = first
    for (const ms of PAUSES_MS) {
      await pause(ms)
      latest = await admit(limits, now)
      if (!latest.mayChange) break
    }
    return latest.result
  } finally {
    waiting -= 1
  }
}

/** @returns `mayChange` when the refusal depends on attempts that are still being verified */
async function admit(
  limits: AttemptLimits,
  now: Date,
): Promise<{ result: Result<Attempt>; mayChange: boolean }> {
  const { attempts, failures, clears } = limits
  const counted = await countAttempt(prisma(), [attempts, ...failures], now)
  if (!counted.allowed) {
    const result = err('rate_limited', secondsUntil(counted.lockedUntil, now))
    return { result, mayChange: counted.isUnsettled }
  }
  const taken = failures.flatMap(({ key, rule }) => {
    const count = counted.counts.find((one) => one.key === key)
    return count ? [{ ...count, ...rule }] : []
  })
  const startsLock = lockToTell(taken.at(-1))
  return { result: ok({ failures: taken, startsLock, clears }), mayChange: false }
}

function lockToTell(own: (Count & FailuresRule) | undefined): StartedLock | null {
  if (!own?.lockedUntil) return null
  const isLong = own.count === own.firstLongLock
  return isLong || own.count === own.maxFailures ? { isLong, until: own.lockedUntil } : null
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
  return Math.max(0, ...cleared.map(({ count }) => count))
}
