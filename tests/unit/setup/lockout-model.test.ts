import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  firstLongLock,
  LONG_LOCK_MS,
  MAX_FAILURES_IN_A_ROW,
  MAX_LOCK_MS,
  QUIET_MS,
} from '@/lib/domain/passwords/lockout'
import { judgeAttempt, lockAfter, type Failures } from '@/tests/setup/lockout-model'
import { hours, later, minutes, seconds } from '@/lib/domain/time'

const NOON = new Date('2026-03-01T12:00:00Z')
const RULE = { maxFailures: 5, firstLockMs: seconds(30) }

/** Fails repeatedly, each time as soon as allowed. */
function guessUntil(end: Date, rule = RULE) {
  let failures: Failures | null = null
  const allowedAt: Date[] = []
  for (let now = NOON; now <= end;) {
    const verdict = judgeAttempt(failures, rule, now)
    if (verdict.allowed) {
      allowedAt.push(now)
      failures = verdict.after
    } else now = later(now, verdict.retryAfterMs)
  }
  return { allowedAt, failures }
}

describe('the length of a lock', () => {
  test.each([
    [0, 0],
    [4, 0],
    [5, seconds(30)],
    [6, seconds(60)],
    [7, seconds(120)],
    [8, seconds(240)],
    [9, seconds(480)],
    [10, seconds(900)],
    [11, seconds(900)],
    [99, seconds(900)],
    [100, hours(24)],
    [1000, hours(24)],
  ])('after %i failures', (failures, expected) => {
    expect(lockAfter(failures, RULE)).toBe(expected)
  })

  test('is capped at 15 minutes, then at a day, and never shrinks, for any rule', () => {
    const natural = fc.maxSafeNat()
    fc.assert(
      fc.property(natural, fc.integer({ min: 1 }), natural, (count, maxFailures, firstLockMs) => {
        const rule = { maxFailures, firstLockMs: firstLockMs + 1 }
        const lock = lockAfter(count, rule)
        expect(lock).toBeGreaterThanOrEqual(0)
        const isLong = count >= firstLongLock(rule)
        expect(lock).toBeLessThanOrEqual(isLong ? LONG_LOCK_MS : MAX_LOCK_MS)
        expect(lockAfter(count + 1, rule)).toBeGreaterThanOrEqual(lock)
        expect(lock > 0).toBe(count >= maxFailures)
      }),
    )
  })
})

describe('guessing', () => {
  test('five guesses are free, the sixth waits 30 seconds', () => {
    const { failures } = guessUntil(NOON)
    expect(failures?.count).toBe(5)
    expect(judgeAttempt(failures, RULE, NOON)).toEqual({
      allowed: false,
      retryAfterMs: seconds(30),
    })
  })

  test('after a lock there is one guess, and the next lock is twice as long', () => {
    const { allowedAt } = guessUntil(later(NOON, minutes(20)))
    const waits = allowedAt.slice(5).map((at) => (at.getTime() - NOON.getTime()) / 1000)
    expect(waits).toEqual([30, 90, 210, 450, 930])
  })

  test('the lock applies while the last free guess is still being hashed', () => {
    const { failures } = guessUntil(NOON)
    expect(failures?.lockedUntil).toEqual(later(NOON, seconds(30)))
  })

  test('an attempt during a lock changes nothing, so it cannot extend it', () => {
    const { failures } = guessUntil(NOON)
    const verdict = judgeAttempt(failures, RULE, later(NOON, seconds(29)))
    expect(verdict).toEqual({ allowed: false, retryAfterMs: seconds(1) })
    expect(verdict).not.toHaveProperty('after')
  })

  test('the lock ends exactly on time', () => {
    const { failures } = guessUntil(NOON)
    expect(judgeAttempt(failures, RULE, later(NOON, seconds(30) - 1)).allowed).toBe(false)
    expect(judgeAttempt(failures, RULE, later(NOON, seconds(30))).allowed).toBe(true)
  })

  test('a success resets the count', () => {
    expect(judgeAttempt(null, RULE, NOON)).toEqual({
      allowed: true,
      after: { count: 1, lastAt: NOON, lockedUntil: null },
    })
  })

  test('after a hundred failures in a row there is one guess a day', () => {
    const { allowedAt } = guessUntil(later(NOON, hours(24 * 10)))
    const [hundredth, ...others] = allowedAt.slice(MAX_FAILURES_IN_A_ROW - 1)
    const days = others.map((at) => (at.getTime() - Number(hundredth)) / hours(24))
    expect(days).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  test('a first lock configured beyond a hundred failures is a long one', () => {
    const rule = { maxFailures: 300, firstLockMs: seconds(30) }
    const { allowedAt, failures } = guessUntil(NOON, rule)
    expect(allowedAt).toHaveLength(300)
    expect(judgeAttempt(failures, rule, NOON)).toMatchObject({ retryAfterMs: LONG_LOCK_MS })
  })
})

describe('a quiet period', () => {
  const FOUR: Failures = { count: 4, lastAt: NOON, lockedUntil: null }

  test('of 15 minutes resets the count', () => {
    expect(judgeAttempt(FOUR, RULE, later(NOON, QUIET_MS))).toMatchObject({ after: { count: 1 } })
  })

  test('of slightly less does not', () => {
    const verdict = judgeAttempt(FOUR, RULE, later(NOON, QUIET_MS - 1))
    expect(verdict).toMatchObject({ after: { count: 5 } })
  })

  test('starts when a lock ends: the longest lock does not reset its own count', () => {
    const lockedUntil = later(NOON, MAX_LOCK_MS)
    const twenty: Failures = { count: 20, lastAt: NOON, lockedUntil }
    expect(judgeAttempt(twenty, RULE, lockedUntil)).toMatchObject({ after: { count: 21 } })
    expect(judgeAttempt(twenty, RULE, later(lockedUntil, QUIET_MS))).toMatchObject({
      after: { count: 1 },
    })
  })
})

test('no spread of guesses gets more than the rule allows without a quiet period', () => {
  const pauses = fc.array(fc.integer({ min: 0, max: QUIET_MS - 1 }), { maxLength: 200 })
  fc.assert(
    fc.property(pauses, fc.integer({ min: 1, max: 20 }), (pausesMs, maxFailures) => {
      const rule = { maxFailures, firstLockMs: seconds(30) }
      let failures: Failures | null = null
      let now = NOON
      let allowed = 0
      let lockEnd = NOON
      for (const pauseMs of pausesMs) {
        now = later(now, pauseMs)
        const verdict = judgeAttempt(failures, rule, now)
        if (!verdict.allowed) {
          expect(verdict.retryAfterMs).toBeGreaterThan(0)
          expect(verdict.retryAfterMs).toBeLessThanOrEqual(MAX_LOCK_MS)
          continue
        }
        expect(now >= lockEnd).toBe(true)
        allowed = verdict.after.count === 1 ? 1 : allowed + 1
        expect(verdict.after.count).toBe(allowed)
        failures = verdict.after
        lockEnd = failures.lockedUntil ?? now
        if (allowed >= maxFailures) expect(lockEnd > now).toBe(true)
      }
      expect(allowed).toBeLessThanOrEqual(MAX_FAILURES_IN_A_ROW)
    }),
  )
})
