import { beforeAll, describe, expect, test, vi } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { days, hours, later, minutes } from '@/lib/domain/time'
import { deleteAccount } from '@/lib/services/account/delete-account'
import { requestEmailChange } from '@/lib/services/email/email-change'
import { findResetAccount, requestPasswordReset } from '@/lib/services/passwords/password-reset'
import { resendVerification } from '@/lib/services/sign-up/resend-verification'
import { signUp } from '@/lib/services/sign-up/sign-up'
import { mailedToken } from '../../setup/mailed-token'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newViewer } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'
import { signUpValues } from '../../setup/sign-up-values'

const NOW = new Date('2026-03-01T12:00:00Z')
const AN_HOUR = 10
const A_DAY = 30
const FROM_ONE_NETWORK = 5
const TOO_OFTEN = { ok: false, refusal: { code: 'rate_limited', retryAfterSeconds: 3600 } }

beforeAll(() => {
  // Limits per visitor are tested elsewhere.
  vi.stubEnv('SIGN_IN_IP_PER_MINUTE', '1000')
})

const mailsTo = (to: string) => prisma().outboxMail.count({ where: { to } })

/** Every way in which others can have a mail sent to an email. */
async function everyWay(email: string) {
  const viewer = await newViewer(await newAccount(), NOW)
  type From = ReturnType<typeof newVisitor>
  return [
    (from: From, now: Date) => signUp({ ...signUpValues(), email }, from, now),
    (from: From, now: Date) => resendVerification({ email }, from, now),
    (from: From, now: Date) => requestPasswordReset({ email }, from, now),
    (from: From, now: Date) => requestEmailChange(viewer, { email }, from, now),
  ]
}

describe('mails to one email are limited', () => {
  test('for sixty sign-ups by one stranger, who is told', { timeout: 60_000 }, async () => {
    const { email } = signUpValues()
    const stranger = newVisitor()
    const answers = []
    for (let count = 0; count < 60; count += 1) {
      answers.push(await signUp({ ...signUpValues(), email }, stranger, NOW))
    }
    expect(await mailsTo(email)).toBe(FROM_ONE_NETWORK)
    expect(answers.slice(FROM_ONE_NETWORK)).toEqual(Array(55).fill(TOO_OFTEN))
  })

  test.each([
    ['nobody’s', async () => signUpValues().email],
    ['somebody’s', async () => (await newAccount()).email],
    ['of an unconfirmed account', async () => (await newAccount({ emailVerifiedAt: null })).email],
  ])('in every way together, %s, from any address', { timeout: 60_000 }, async (_whose, make) => {
    const email = await make()
    const ways = await everyWay(email)
    for (let round = 0; round < 5; round += 1) {
      await Promise.all(ways.map((ask) => ask(newVisitor(), NOW)))
    }
    // One more: recovering an account stays possible.
    expect(await mailsTo(email)).toBeLessThanOrEqual(AN_HOUR + 1)
    expect(await mailsTo(email)).toBeGreaterThanOrEqual(FROM_ONE_NETWORK)
  })

  test('per day, hour after hour', { timeout: 60_000 }, async () => {
    const { email } = await newAccount({ emailVerifiedAt: null })
    for (let hour = 0; hour < 8; hour += 1) {
      for (let count = 0; count < AN_HOUR + 2; count += 1) {
        await resendVerification({ email }, newVisitor(), later(NOW, hours(hour)))
      }
    }
    expect(await mailsTo(email)).toBe(A_DAY)
    await resendVerification({ email }, newVisitor(), later(NOW, days(1)))
    expect(await mailsTo(email)).toBe(A_DAY + 1)
  })

  test('however many accounts request it and are deleted', { timeout: 60_000 }, async () => {
    const { email } = signUpValues()
    let sent = 0
    for (let count = 0; count < AN_HOUR + 1; count += 1) {
      const viewer = await newViewer(await newAccount(), NOW)
      await requestEmailChange(viewer, { email }, newVisitor(), NOW)
      sent += await mailsTo(email)
      expect(await deleteAccount(viewer, PASSWORD, newVisitor(), NOW)).toMatchObject({ ok: true })
    }
    expect(sent).toBe(AN_HOUR)
  })

  test('also for concurrent requests', async () => {
    const { email } = await newAccount()
    await Promise.all(
      Array.from({ length: 40 }, () => resendVerification({ email }, newVisitor(), NOW)),
    )
    expect(await mailsTo(email)).toBe(AN_HOUR)
  })
})

describe("the owner's reset link", () => {
  test('is not used up by one stranger who requests twenty-two resets', async () => {
    const { email } = await newAccount()
    const stranger = newVisitor()
    for (let count = 0; count < 22; count += 1) {
      await requestPasswordReset({ email }, stranger, later(NOW, minutes(count)))
    }
    const before = await mailsTo(email)
    await requestPasswordReset({ email }, newVisitor(), later(NOW, minutes(40)))
    expect(await mailsTo(email)).toBe(before + 1)
    expect(await findResetAccount(await mailedToken(email), later(NOW, minutes(69)))).not.toBeNull()
  })

  test('is always available and valid for a while, whoever requests how many', async () => {
    const { email } = await newAccount()
    for (let count = 0; count < 40; count += 1) {
      await resendVerification({ email }, newVisitor(), NOW)
    }
    for (let minute = 1; minute < 180; minute += 3) {
      const now = later(NOW, minutes(minute))
      await requestPasswordReset({ email }, newVisitor(), now)
      expect(
        await findResetAccount(await mailedToken(email), later(now, minutes(10))),
      ).not.toBeNull()
    }
    expect(await mailsTo(email)).toBeLessThanOrEqual(3 * (AN_HOUR + 4))
  })

  test('reveals nothing: the answers are the same for an unknown email', async () => {
    const answersAbout = async (email: string) => {
      const stranger = newVisitor()
      const answers = []
      for (let count = 0; count < 8; count += 1) {
        answers.push(await requestPasswordReset({ email }, stranger, NOW))
        answers.push(await resendVerification({ email }, newVisitor(), NOW))
      }
      answers.push(await signUp({ ...signUpValues(), email }, newVisitor(), NOW))
      return answers
    }
    const ofAnAccount = await answersAbout((await newAccount()).email)
    expect(ofAnAccount).toEqual(await answersAbout(signUpValues().email))
    expect(ofAnAccount).toContainEqual(TOO_OFTEN)
  })
})
