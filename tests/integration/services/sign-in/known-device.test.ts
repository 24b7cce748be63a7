import { beforeAll, describe, expect, test, vi } from 'vitest'
import { seal } from '@/lib/crypto/seal'
import { prisma } from '@/lib/data/database/prisma'
import { days, hours, later, minutes, seconds } from '@/lib/domain/time'
import { counterKey } from '@/lib/services/limits/attempt-limits'
import { findKnownDevice, sealKnownDevice } from '@/lib/services/sign-in/known-device'
import { requestPasswordReset, resetPassword } from '@/lib/services/passwords/password-reset'
import { mailedToken } from '../../setup/mailed-token'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newVisitor } from '../../setup/new-visitor'
import { completeSignIn } from '../../setup/complete-sign-in'

const NOON = new Date('2026-03-01T12:00:00Z')
const WRONG = 'not the password!'
const INVALID = { ok: false, refusal: { code: 'invalid_credentials' } }
const limited = (retryAfterSeconds: number) => ({
  ok: false,
  refusal: { code: 'rate_limited', retryAfterSeconds },
})
const LOCKED = limited(30)
const LOCKED_FOR_A_DAY = limited(86_400)

beforeAll(() => {
  vi.stubEnv('SIGN_IN_IP_PER_MINUTE', '12')
})

type From = ReturnType<typeof newVisitor> & { deviceToken?: string }

const knownTo = (...userIds: string[]): From => ({
  ...newVisitor(),
  deviceToken:
    userIds.reduce<string | undefined>(
      (sealed, userId) => sealKnownDevice(sealed, userId, NOON),
      undefined,
    ) ?? '',
})

function attempt(identifier: string, password: string, from: From = newVisitor(), at = NOON) {
  return completeSignIn({ identifier, password }, from, at)
}

async function lockOut(identifier: string, from?: From) {
  for (let made = 0; made < 5; made += 1) {
    expect(await attempt(identifier, WRONG, from)).toEqual(INVALID)
  }
  expect(await attempt(identifier, WRONG, from)).toEqual(LOCKED)
}

const LATER = later(NOON, seconds(40))

/** Ninety-four failures after the five that locked it, then the hundredth. */
async function exhaust({ id, email }: { id: string; email: string }, from?: From) {
  const key = counterKey('account', 'user', id, '0')
  const { count } = await prisma().attemptCounter.update({ where: { key }, data: { count: 99 } })
  expect(count).toBe(99)
  expect(await attempt(email, WRONG, from, LATER)).toEqual(INVALID)
  expect(await attempt(email, PASSWORD, from, LATER)).toEqual(LOCKED_FOR_A_DAY)
}

describe('a stranger cannot lock out the owner', () => {
  test('on a browser that has signed in before', async () => {
    const { id, email } = await newAccount()
    await lockOut(email)
    expect(await attempt(email, PASSWORD)).toEqual(LOCKED)
    expect(await attempt(email, PASSWORD, knownTo(id))).toMatchObject({ ok: true })
  })

  test('even from the same address, with all of its attempts used up', async () => {
    const { id, email } = await newAccount()
    const stranger = newVisitor()
    await lockOut(email, stranger)
    for (let made = 0; made < 12; made += 1) await attempt(`nobody-${made}`, WRONG, stranger)
    const owner = { ...knownTo(id), address: stranger.address }
    expect(await attempt(email, PASSWORD, { ...stranger })).toEqual(limited(60))
    expect(await attempt(email, PASSWORD, owner)).toMatchObject({ ok: true })
  })

  test('on that browser after a hundred failures, when others wait a day', async () => {
    const user = await newAccount()
    await lockOut(user.email)
    await exhaust(user)
    const anHourLater = later(LATER, hours(1))
    expect(await attempt(user.email, PASSWORD, newVisitor(), anHourLater)).toEqual(limited(82_800))
    expect(await attempt(user.email, PASSWORD, knownTo(user.id), anHourLater)).toMatchObject({
      ok: true,
    })
    expect(await attempt(user.email, PASSWORD, newVisitor(), anHourLater)).toMatchObject({
      ok: true,
    })
  })

  test('for longer than a day, and the owner is told', async () => {
    const user = await newAccount()
    await lockOut(user.email)
    await exhaust(user)
    const mails = await prisma().outboxMail.findMany({
      where: { to: user.email, template: 'account-locked' },
      orderBy: { createdAt: 'asc' },
    })
    const until = later(LATER, days(1))
    expect(mails.map(({ data }) => data)).toMatchObject([
      { lockedUntil: '' },
      { lockedUntil: until.toISOString() },
    ])
    const early = await attempt(user.email, PASSWORD, newVisitor(), later(until, -1))
    expect(early).toEqual(limited(1))
    expect(await attempt(user.email, PASSWORD, newVisitor(), until)).toMatchObject({ ok: true })
  })

  test('after a reset, which unlocks at once, even from the address that failed', async () => {
    const user = await newAccount()
    const from = newVisitor()
    await lockOut(user.email, from)
    await exhaust(user, from)
    await requestPasswordReset({ email: user.email }, from, LATER)
    const password = 'copper kettle midnight'
    const token = await mailedToken(user.email)
    await resetPassword({ token, password }, from, later(LATER, 1))
    expect(await attempt(user.email, password, from, later(LATER, 2))).toMatchObject({ ok: true })
  })
})

describe('a known device', () => {
  test('has five guesses of its own, and locks only itself', async () => {
    const { id, email } = await newAccount()
    const known = knownTo(id)
    await lockOut(email, known)
    expect(await attempt(email, PASSWORD, known)).toEqual(LOCKED)
    expect(await attempt(email, PASSWORD)).toMatchObject({ ok: true })
    expect(await attempt(email, PASSWORD, knownTo(id))).toMatchObject({ ok: true })
    expect(await attempt(email, PASSWORD, known, later(NOON, seconds(30)))).toMatchObject({
      ok: true,
    })
  })

  test('stays one device when its cookie is renewed or copied to another address', async () => {
    const { id, email } = await newAccount()
    const known = knownTo(id)
    await lockOut(email, known)
    const renewed = sealKnownDevice(known.deviceToken, id, later(NOON, minutes(0)))
    expect(await attempt(email, PASSWORD, { ...newVisitor(), deviceToken: renewed })).toEqual(
      LOCKED,
    )
  })

  test('gets five of two hundred concurrent guesses', async () => {
    const { id, email } = await newAccount()
    const known = knownTo(id)
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => attempt(email, WRONG, known)),
    )
    expect(answers.filter(({ ok }) => ok)).toEqual([])
    const tried = answers.filter((one) => !one.ok && one.refusal.code === 'invalid_credentials')
    expect(tried).toHaveLength(5)
  })

  test("shares a limit of attempts per minute with the account's others, right ones included", async () => {
    const { id, email } = await newAccount()
    for (let made = 0; made < 12; made += 1) {
      expect(await attempt(email, PASSWORD, knownTo(id))).toMatchObject({ ok: true })
    }
    expect(await attempt(email, PASSWORD, knownTo(id))).toEqual(limited(60))
    expect(await attempt(email, PASSWORD)).toMatchObject({ ok: true })
  })
})

describe('a device', () => {
  const user = (id: string, signInRestartedAt: Date | null = null) => ({ id, signInRestartedAt })

  test("is not known without the cookie, or with another account's, a malformed or a foreign one", () => {
    const good = sealKnownDevice(undefined, 'ada', NOON)
    for (const sealed of [
      undefined,
      '',
      'garbage',
      '%',
      `${good}x`.repeat(100),
      good.slice(0, -2),
      seal('outbox', JSON.stringify({ id: 'x', accounts: [{ userId: 'ada', signedInAt: 0 }] })),
      seal('device', JSON.stringify({ id: 'x', users: ['ada'] })),
      sealKnownDevice(undefined, 'bob', NOON),
    ]) {
      expect(findKnownDevice(sealed, user('ada'), NOON)).toBeNull()
    }
    expect(findKnownDevice(good, user('ada'), NOON)).toEqual(expect.any(String))
  })

  test('is known to each of the last five accounts that signed in there, under one id', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'b']
    const sealed = names.reduce<string | undefined>(
      (before, name) => sealKnownDevice(before, name, NOON),
      undefined,
    )
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) =>
      findKnownDevice(sealed, user(name), NOON),
    )
    expect(ids[0]).toBeNull()
    expect(new Set(ids.slice(1)).size).toBe(1)
    expect(sealed?.length).toBeLessThan(700)
  })

  test('is not forgotten when another user signs in there again and again', () => {
    const names = ['ada', 'bob', 'bob', 'bob', 'bob', 'bob', 'bob']
    const sealed = names.reduce<string | undefined>(
      (before, name) => sealKnownDevice(before, name, NOON),
      undefined,
    )
    expect(findKnownDevice(sealed, user('ada'), NOON)).not.toBeNull()
  })

  test('is forgotten once the password changes, and after 400 days', () => {
    const sealed = sealKnownDevice(undefined, 'ada', NOON)
    expect(findKnownDevice(sealed, user('ada', NOON), NOON)).not.toBeNull()
    expect(findKnownDevice(sealed, user('ada', later(NOON, 1)), NOON)).toBeNull()
    expect(findKnownDevice(sealed, user('ada'), later(NOON, days(400) - 1))).not.toBeNull()
    expect(findKnownDevice(sealed, user('ada'), later(NOON, days(400)))).toBeNull()
  })
})
