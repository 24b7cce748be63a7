import { beforeAll, describe, expect, test, vi } from 'vitest'
import { newToken } from '@/lib/crypto/random-token'
import { prisma } from '@/lib/data/database/prisma'
import { hours, later, minutes, seconds } from '@/lib/domain/time'
import { counterKey, type OwnActionKind } from '@/lib/services/limits/attempt-limits'
import { log } from '@/lib/platform/log'
import { err, ok, unwrap } from '@/lib/platform/result'
import { confirmEmail } from '@/lib/services/sign-up/confirm-email'
import { clearFailures, tryPassword } from '@/lib/services/sign-in/counted-attempts'
import { requestPasswordReset, resetPassword } from '@/lib/services/passwords/password-reset'
import { MAIL_BOUNDS } from '@/lib/services/limits/mail-allowance'
import { limitOwnActions, linkPasswordLimits } from '@/lib/services/limits/request-limits'
import { resendVerification } from '@/lib/services/sign-up/resend-verification'
import { signUp } from '@/lib/services/sign-up/sign-up'
import { mailedToken } from '../../setup/mailed-token'
import { newAccount } from '../../setup/new-account'
import { newVisitor } from '../../setup/new-visitor'
import { signUpValues } from '../../setup/sign-up-values'

const NOON = new Date('2026-03-01T12:00:00Z')
const PASSWORD = 'copper kettle midnight'
const LIMIT = 6

beforeAll(() => {
  vi.stubEnv('SIGN_IN_IP_PER_MINUTE', String(LIMIT))
})

type From = ReturnType<typeof newVisitor>

const limited = (retryAfterSeconds: number) => ({
  ok: false,
  refusal: { code: 'rate_limited', retryAfterSeconds },
})

test('a refusal is logged with its address, so that an operator can block it', async () => {
  const line = vi.spyOn(log, 'info')
  const [{ email }, from] = [signUpValues(), newVisitor()]
  const ask = () => requestPasswordReset({ email }, from, NOON)
  for (let tries = 0; tries < MAIL_BOUNDS.MAILS_FROM_ONE_NETWORK + 1; tries += 1) await ask()
  await ask() // The address has now asked too often for anybody.
  const refused = (reason: string) => ({
    ...{ event: 'excess_rate_limit_exceeded', reason },
    address: from.address,
  })
  expect(line.mock.calls.flat()).toEqual([refused('mail-network'), refused('reset-request')])
})

describe('one address is limited per hour', () => {
  const FLOWS: [string, (from: From, now: Date) => Promise<{ ok: boolean }>][] = [
    ['sign-ups', (from, now) => signUp(signUpValues(), from, now)],
    [
      'reset links',
      (from, now) => requestPasswordReset({ email: signUpValues().email }, from, now),
    ],
    [
      'confirmation links',
      (from, now) => resendVerification({ email: signUpValues().email }, from, now),
    ],
    [
      'links to confirm',
      (from, now) => confirmEmail({ token: newToken().token, password: PASSWORD }, from, now),
    ],
    [
      'links to reset',
      (from, now) => resetPassword({ token: newToken().token, password: PASSWORD }, from, now),
    ],
  ]

  test.each(FLOWS)('to %s, then has to wait for the rest of the hour', async (_name, flow) => {
    const from = newVisitor()
    for (let tries = 0; tries < LIMIT; tries += 1) {
      expect(await flow(from, NOON)).not.toEqual(limited(3600))
    }
    const before = await Promise.all([prisma().outboxMail.count(), prisma().pendingSignUp.count()])
    expect(await flow(from, later(NOON, minutes(50)))).toEqual(limited(600))
    expect(
      await Promise.all([prisma().outboxMail.count(), prisma().pendingSignUp.count()]),
    ).toEqual(before)
    expect(await flow(newVisitor(), later(NOON, minutes(50)))).not.toMatchObject({
      refusal: { code: 'rate_limited' },
    })
    expect(await flow(from, later(NOON, hours(1)))).not.toMatchObject({
      refusal: { code: 'rate_limited' },
    })
  })

  test('in checking usernames, too', async () => {
    const { username } = await newAccount()
    const from = newVisitor()
    const taken = { ok: false, refusal: { code: 'username_taken' } }
    for (let tries = 0; tries < LIMIT; tries += 1) {
      expect(await signUp({ ...signUpValues(), username }, from, NOON)).toEqual(taken)
    }
    expect(await signUp({ ...signUpValues(), username }, from, NOON)).toEqual(limited(3600))
  })
})

test('an email that reached its limit gets the same answer', async () => {
  const { email } = await newAccount({ emailVerifiedAt: null })
  const answers = []
  for (let tries = 0; tries < 12; tries += 1) {
    answers.push(await resendVerification({ email }, newVisitor(), NOON))
  }
  expect(answers).toEqual(Array(12).fill({ ok: true, value: 'requested' }))
  expect(await prisma().outboxMail.count({ where: { to: email } })).toBe(10)
})

describe('the password of a confirmation link', () => {
  const confirm = (token: string, password: string, at = NOON) =>
    confirmEmail({ token, password }, newVisitor(), at)
  const INVALID = { ok: false, refusal: { code: 'password_wrong' } }

  test('can be guessed five times, then it locks; the right one resets the count', async () => {
    const input = signUpValues()
    await signUp(input, newVisitor(), NOON)
    const token = await mailedToken(input.email)
    for (let tries = 0; tries < 5; tries += 1)
      expect(await confirm(token, 'wrong')).toEqual(INVALID)
    expect(await confirm(token, PASSWORD)).toEqual(limited(30))
    expect(await confirm(token, PASSWORD, later(NOON, seconds(30)))).toMatchObject({ ok: true })
  })

  test('gets no further guesses with a newer link', async () => {
    const input = signUpValues()
    await signUp(input, newVisitor(), NOON)
    const first = await mailedToken(input.email)
    for (let tries = 0; tries < 5; tries += 1) await confirm(first, 'wrong')
    await resendVerification({ email: input.email }, newVisitor(), later(NOON, 1))
    const second = await mailedToken(input.email)
    expect(second).not.toBe(first)
    expect(await confirm(second, 'wrong', later(NOON, 2))).toEqual(limited(30))
  })

  test('is protected the same way for a user with an unconfirmed email', async () => {
    const { email } = await newAccount({ emailVerifiedAt: null })
    await resendVerification({ email }, newVisitor(), NOON)
    const token = await mailedToken(email)
    const answers = await Promise.all(Array.from({ length: 50 }, () => confirm(token, 'wrong')))
    expect(answers.filter((one) => !one.ok && one.refusal.code === 'password_wrong')).toHaveLength(
      5,
    )
  })
})

describe("guesses at a link's password", () => {
  const guess = (subject: string, at = NOON) =>
    tryPassword(
      {
        limits: linkPasswordLimits(subject, newVisitor()),
        verify: () => Promise.resolve(ok('wrong')),
        settle: (_wrong, attempt) => Promise.resolve(ok(attempt)),
      },
      at,
    )

  test('start again after a right one', async () => {
    for (let tries = 0; tries < 4; tries += 1) await guess('cleared')
    const last = await guess('cleared')
    await clearFailures(prisma(), unwrap(last), NOON)
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await guess('cleared')).toMatchObject({ ok: true })
    }
    expect(await guess('cleared')).toEqual(err('rate_limited', 30))
  })

  test('never lock it forever, however many there were', async () => {
    await guess('guessed-at')
    const key = counterKey('link', 'password', 'guessed-at')
    await prisma().attemptCounter.update({ where: { key }, data: { count: 99 } })
    expect(await guess('guessed-at')).toMatchObject({ ok: true })
    expect(await guess('guessed-at')).toEqual(err('rate_limited', 900))
    expect(await guess('guessed-at', later(NOON, minutes(15)))).toMatchObject({ ok: true })
  })
})

test('actions of a signed-in user are counted by account, each kind separately', async () => {
  const limit = (kind: OwnActionKind, userId: string, now = NOON) =>
    limitOwnActions(kind, userId, now)
  for (let made = 0; made < LIMIT; made += 1) expect(await limit('data-export', 'ada')).toBeNull()
  expect(await limit('data-export', 'ada')).toEqual(limited(3600))
  expect(await limit('data-export', 'eve')).toBeNull()
  expect(await limit('profile-change', 'ada')).toBeNull()
  expect(await limit('data-export', 'ada', later(NOON, hours(1)))).toBeNull()
})

test('tries of one reset link are limited per hour, from any number of addresses', async () => {
  const { email } = await newAccount()
  await requestPasswordReset({ email }, newVisitor(), NOON)
  const token = await mailedToken(email)
  for (let tries = 0; tries < LIMIT; tries += 1) {
    expect(
      await resetPassword({ token, password: 'passwordpassword' }, newVisitor(), NOON),
    ).toEqual({
      ok: false,
      refusal: { code: 'password_common' },
    })
  }
  const answer = await resetPassword({ token, password: PASSWORD }, newVisitor(), NOON)
  expect(answer).toEqual(limited(3600))
})
