import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  clearAttempts,
  countAttempt,
  refundAttempt,
  settleAttempt,
} from '@/lib/data/limits/attempt-counters'
import type { CountingRule, Limit } from '@/lib/data/limits/counting-statement'
import { prisma } from '@/lib/data/database/prisma'
import { deleteSpentCounters } from '@/lib/data/database/retention'
import {
  firstLongLock,
  LONG_LOCK_MS,
  MAX_LOCK_MS,
  QUIET_MS,
  type LockRule,
} from '@/lib/domain/passwords/lockout'
import { judgeAttempt, type Failures } from '@/tests/setup/lockout-model'
import { hours, later, minutes, seconds } from '@/lib/domain/time'

const NOON = new Date('2026-03-01T12:00:00Z')
const WINDOW = { kind: 'window', maxAttempts: 3, windowMs: minutes(1) } as const

let made = 0
const newKey = () => `key-${(made += 1)}`

function failures(rule: LockRule = { maxFailures: 5, firstLockMs: seconds(30) }) {
  const lengths = { maxLockMs: MAX_LOCK_MS, longLockMs: LONG_LOCK_MS, quietMs: QUIET_MS }
  return { kind: 'failures', ...rule, ...lengths, firstLongLock: firstLongLock(rule) } as const
}

const count = (limits: readonly [Limit, ...Limit[]], now = NOON) =>
  countAttempt(prisma(), limits, now)

const countOne = (key: string, rule: CountingRule, now = NOON) => count([{ key, rule }], now)

async function row(key: string) {
  return prisma().attemptCounter.findUnique({ where: { key } })
}

describe('failures in the database and in the model', () => {
  const pauses = fc.array(
    fc.oneof(
      fc.integer({ min: 0, max: seconds(40) }),
      fc.integer({ min: 0, max: hours(1) }),
      fc.constantFrom(0, seconds(30), MAX_LOCK_MS - 1, MAX_LOCK_MS, QUIET_MS - 1, QUIET_MS),
    ),
    { minLength: 5, maxLength: 25 },
  )
  const rules = fc.record({
    maxFailures: fc.integer({ min: 1, max: 6 }),
    firstLockMs: fc.constantFrom(seconds(1), seconds(30), minutes(20)),
  })

  test('agree on every attempt, for any pauses and rule', async () => {
    await fc.assert(
      fc.asyncProperty(pauses, rules, fc.nat(110), async (pausesMs, rule, already) => {
        const key = newKey()
        let now = NOON
        let before: Failures | null = null
        if (already > 0) {
          before = { count: already, lastAt: now, lockedUntil: null }
          const forgottenAt = later(now, QUIET_MS)
          await prisma().attemptCounter.create({ data: { key, count: already, forgottenAt } })
        }
        for (const pauseMs of pausesMs) {
          now = later(now, pauseMs)
          const expected = judgeAttempt(before, rule, now)
          const found = await countOne(key, failures(rule), now)
          expect(found.allowed).toBe(expected.allowed)
          if (expected.allowed && found.allowed) {
            before = expected.after
            expect(found.counts[0]?.count).toBe(before.count)
            expect(found.counts[0]?.lockedUntil).toEqual(before.lockedUntil)
          } else if (!expected.allowed && !found.allowed) {
            const waitMs = found.lockedUntil.getTime() - now.getTime()
            expect(waitMs).toBe(expected.retryAfterMs)
          }
        }
      }),
      { numRuns: 40 },
    )
  }, 60_000)

  test('lock for at most 15 minutes without a long-lock rule, after any number of failures', async () => {
    const key = newKey()
    const rule = { ...failures(), firstLongLock: null }
    const forgottenAt = later(NOON, QUIET_MS)
    await prisma().attemptCounter.create({ data: { key, count: 2_000_000_000, forgottenAt } })
    const found = await countOne(key, rule)
    expect(found).toMatchObject({ counts: [{ lockedUntil: later(NOON, MAX_LOCK_MS) }] })
  })

  test('do not overflow with the largest possible settings', async () => {
    const largest = Number.MAX_SAFE_INTEGER
    const rule = failures({ maxFailures: 1, firstLockMs: largest * 1000 })
    expect(await countOne(newKey(), rule)).toMatchObject({
      counts: [{ lockedUntil: later(NOON, MAX_LOCK_MS) }],
    })
    const never = failures({ maxFailures: largest, firstLockMs: seconds(30) })
    expect(await countOne(newKey(), never)).toMatchObject({ counts: [{ lockedUntil: null }] })
  })
})

describe('a fixed window', () => {
  test('admits its limit, then nothing until it ends, then its limit again', async () => {
    const key = newKey()
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect((await countOne(key, WINDOW, later(NOON, seconds(attempt)))).allowed).toBe(true)
    }
    const end = later(NOON, minutes(1))
    expect(await countOne(key, WINDOW, later(end, -1))).toEqual({
      allowed: false,
      lockedUntil: end,
      isUnsettled: false,
    })
    expect(await countOne(key, WINDOW, end)).toMatchObject({ counts: [{ count: 1 }] })
  })

  test('starts with the first attempt and does not move with later ones', async () => {
    const key = newKey()
    await countOne(key, WINDOW, NOON)
    await countOne(key, WINDOW, later(NOON, seconds(59)))
    expect(await countOne(key, WINDOW, later(NOON, seconds(60)))).toMatchObject({
      counts: [{ count: 1 }],
    })
  })
})

describe('a lock', () => {
  test('may lift early while any counted attempt is being verified, and not afterwards', async () => {
    const key = newKey()
    for (let tries = 0; tries < 5; tries += 1) await countOne(key, failures())
    for (let settled = 0; settled < 5; settled += 1) {
      expect(await countOne(key, failures())).toMatchObject({ allowed: false, isUnsettled: true })
      await settleAttempt(prisma(), [key])
    }
    expect(await countOne(key, failures())).toMatchObject({ allowed: false, isUnsettled: false })
  })

  test('may not lift early when another limit refuses as well', async () => {
    const [key, window] = [newKey(), newKey()]
    for (let tries = 0; tries < 5; tries += 1) await countOne(key, failures())
    for (let tries = 0; tries < 3; tries += 1) await countOne(window, WINDOW)
    const limits = [
      { key: window, rule: WINDOW },
      { key, rule: failures() },
    ] as const
    expect(await count(limits)).toMatchObject({ allowed: false, isUnsettled: false })
  })

  test('does not wait for refunded attempts', async () => {
    const key = newKey()
    const rule = failures()
    for (let tries = 0; tries < 5; tries += 1) await countOne(key, rule)
    await refundAttempt(prisma(), [{ key, count: 5, lockedUntil: null, ...rule }], NOON)
    expect(await row(key)).toMatchObject({ count: 4, unsettled: 4 })
  })
})

describe('with several limits at once', () => {
  const locked = async (key: string, rule: CountingRule) => {
    for (let tries = 0; tries < 10; tries += 1) await countOne(key, rule)
  }

  test.each([0, 1, 2])('if number %i refuses, none of them counts', async (refusing) => {
    const limits = [WINDOW, failures(), failures()].map((rule) => ({ key: newKey(), rule }))
    const [first, second, third] = limits
    if (!first || !second || !third) throw new Error('three limits')
    const { key, rule } = limits[refusing] ?? first
    await locked(key, rule)
    const before = await Promise.all(limits.map((limit) => row(limit.key)))
    expect((await count([first, second, third])).allowed).toBe(false)
    expect(await Promise.all(limits.map((limit) => row(limit.key)))).toEqual(before)
  })

  test('the wait is that of the last one to lift', async () => {
    const short = { key: newKey(), rule: WINDOW }
    const long = { key: newKey(), rule: failures({ maxFailures: 1, firstLockMs: minutes(5) }) }
    await locked(short.key, short.rule)
    await locked(long.key, long.rule)
    expect(await count([short, long])).toEqual({
      allowed: false,
      lockedUntil: later(NOON, minutes(5)),
      isUnsettled: false,
    })
  })

  test('two hundred concurrent attempts on shared keys count exactly, without deadlocks', async () => {
    const account = { key: newKey(), rule: failures() }
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_value, index) => {
        const address = { key: `address-${index % 7}`, rule: { ...WINDOW, maxAttempts: 1000 } }
        const pair = { key: `pair-${index % 7}`, rule: failures() }
        return count([address, pair, account])
      }),
    )
    const allowed = outcomes.filter((outcome) => outcome.allowed)
    const waits = outcomes.flatMap((outcome) => (outcome.allowed ? [] : [outcome.lockedUntil]))
    expect(allowed).toHaveLength(5)
    expect(new Set(waits.map(String))).toEqual(new Set([String(later(NOON, seconds(30)))]))
    expect(await row(account.key)).toMatchObject({ count: 5 })
  })
})

describe('refunding an attempt', () => {
  const rule = failures()
  const takeBack = async (key: string, attempt: Awaited<ReturnType<typeof countOne>>) => {
    if (!attempt.allowed) throw new Error('it was refused')
    const counts = attempt.counts.map((one) => ({ ...one, ...rule, key }))
    await refundAttempt(prisma(), counts, NOON)
  }

  test('restores the row to its earlier state', async () => {
    const key = newKey()
    for (let tries = 0; tries < 3; tries += 1) await countOne(key, rule)
    const before = await row(key)
    await takeBack(key, await countOne(key, rule))
    expect(await row(key)).toEqual(before)
  })

  test('removes the lock it started, including the last one', async () => {
    for (const already of [4, 7, 99]) {
      const key = newKey()
      const forgottenAt = later(NOON, QUIET_MS)
      await prisma().attemptCounter.create({ data: { key, count: already, forgottenAt } })
      await takeBack(key, await countOne(key, rule))
      const counted = { key, count: already, unsettled: 0 }
      expect(await row(key)).toEqual({ ...counted, lockedUntil: null, forgottenAt })
    }
  })

  test('made earlier gives one guess back and keeps a lock that is still due', async () => {
    const key = newKey()
    const attempts = []
    for (let tries = 0; tries < 5; tries += 1) attempts.push(await countOne(key, rule))
    const [first] = attempts
    if (first) await takeBack(key, first)
    expect(await row(key)).toMatchObject({ count: 4, lockedUntil: null })

    const other = newKey()
    const early = await countOne(other, rule)
    await prisma().attemptCounter.update({ where: { key: other }, data: { count: 7 } })
    const lock = await countOne(other, rule)
    await takeBack(other, early)
    expect(await row(other)).toMatchObject({
      count: 7,
      lockedUntil: lock.allowed ? lock.counts[0]?.lockedUntil : null,
    })
  })

  test('that was already forgotten does nothing', async () => {
    const key = newKey()
    const attempt = await countOne(key, rule)
    await clearAttempts(prisma(), [key], NOON)
    await takeBack(key, attempt)
    expect(await row(key)).toBeNull()
  })
})

test('counting, forgetting and refunding the same keys at once never deadlock', async () => {
  const rule = failures({ maxFailures: 1000, firstLockMs: seconds(30) })
  const keys = ['circle-a', 'circle-b', 'circle-c'] as const
  const limits: [Limit, ...Limit[]] = [
    { key: keys[0], rule },
    { key: keys[1], rule },
    { key: keys[2], rule },
  ]
  const work = Array.from({ length: 150 }, async (_value, index) => {
    if (index % 3 === 0) return clearAttempts(prisma(), keys, NOON)
    if (index % 3 === 1) return count(limits)
    const counts = keys.map((key) => ({ key, count: 1, lockedUntil: null, ...rule }))
    return refundAttempt(prisma(), counts, NOON)
  })
  await expect(Promise.all(work)).resolves.toHaveLength(150)
})

test('the cleanup deletes exactly the expired counters', async () => {
  await prisma().attemptCounter.deleteMany()
  const spent = newKey()
  const standing = newKey()
  await countOne(spent, WINDOW)
  await countOne(standing, failures())
  expect(await deleteSpentCounters(prisma(), later(NOON, minutes(1)))).toBe(1)
  expect(await row(spent)).toBeNull()
  expect(await row(standing)).not.toBeNull()
  expect(await deleteSpentCounters(prisma(), later(NOON, QUIET_MS))).toBe(1)
})
