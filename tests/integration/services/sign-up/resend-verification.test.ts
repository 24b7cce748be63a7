import { describe, expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { confirmEmail } from '@/lib/services/sign-up/confirm-email'
import {
  resendVerification,
  sendVerificationLink,
} from '@/lib/services/sign-up/resend-verification'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { signUp } from '@/lib/services/sign-up/sign-up'
import { mailedToken } from '../../setup/mailed-token'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newVisitor } from '../../setup/new-visitor'

const NOW = new Date('2026-03-01T12:00:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)

let made = 0
async function signedUp(overrides: { email?: string } = {}) {
  made += 1
  const input = {
    name: 'New Person',
    username: `resent-${made}`,
    email: `resent-${made}@example.org`,
    password: 'copper kettle midnight',
    ...overrides,
  }
  await signUp(input, newVisitor(), NOW)
  return input
}

const templatesTo = async (to: string) => {
  const mails = await prisma().outboxMail.findMany({ where: { to }, orderBy: { createdAt: 'asc' } })
  return mails.map(({ template }) => template)
}

describe('a new link', () => {
  test('confirms a pending sign-up; the earlier link stops working', async () => {
    const input = await signedUp()
    const first = await mailedToken(input.email)
    await resendVerification({ email: input.email }, newVisitor(), later(60))
    const second = await mailedToken(input.email)
    const { password } = input
    expect(await confirmEmail({ token: first, password }, newVisitor(), later(61))).toEqual({
      ok: false,
      refusal: { code: 'token_invalid' },
    })
    expect(await confirmEmail({ token: second, password }, newVisitor(), later(61))).toMatchObject({
      ok: true,
    })
  })

  test('lives as long as promised, although the sign-up is older', async () => {
    const input = await signedUp()
    await resendVerification({ email: input.email }, newVisitor(), later(86_000))
    const token = await mailedToken(input.email)
    const confirmed = await confirmEmail(
      { token, password: input.password },
      newVisitor(),
      later(172_000),
    )
    expect(confirmed).toMatchObject({ ok: true })
  })

  test('confirms an existing user who was never confirmed', async () => {
    const account = await newAccount({ emailVerifiedAt: null })
    await resendVerification({ email: account.email }, newVisitor(), NOW)
    const where = { to: account.email }
    expect(await prisma().outboxMail.findMany({ where })).toMatchObject([
      { template: 'confirm-email', data: { name: account.name } },
    ])
    const token = await mailedToken(account.email)
    expect(await confirmEmail({ token, password: PASSWORD }, newVisitor(), NOW)).toMatchObject({
      ok: true,
    })
    const user = await prisma().user.findUniqueOrThrow({ where: { id: account.id } })
    expect(user.emailVerifiedAt).toEqual(NOW)
  })

  test('is limited per hour, also for fifty concurrent requests', async () => {
    const input = await signedUp()
    await Promise.all(
      Array.from({ length: 50 }, () =>
        resendVerification({ email: input.email }, newVisitor(), later(1)),
      ),
    )
    expect(await templatesTo(input.email)).toEqual([
      'confirm-sign-up',
      ...Array(9).fill('confirm-email'),
    ])
    const last = await mailedToken(input.email)
    expect(
      await confirmEmail({ token: last, password: input.password }, newVisitor(), later(2)),
    ).toMatchObject({
      ok: true,
    })
  })

  test('used fifty times at once confirms an existing user once', async () => {
    const account = await newAccount({ emailVerifiedAt: null })
    await sendVerificationLink({ user: account }, NOW)
    const token = await mailedToken(account.email)
    const answers = await Promise.allSettled(
      Array.from({ length: 50 }, () =>
        confirmEmail({ token, password: PASSWORD }, newVisitor(), later(1)),
      ),
    )
    const confirmed = answers.filter((one) => one.status === 'fulfilled' && one.value.ok)
    expect(confirmed).toHaveLength(1)
    const where = { action: 'email_verified', result: 'SUCCESS', targetId: account.id } as const
    expect(await prisma().auditEvent.count({ where })).toBe(1)
  })

  test('can be requested again after the hour', async () => {
    const account = await newAccount({ emailVerifiedAt: null })
    for (let seconds = 0; seconds < 12; seconds += 1) {
      await resendVerification({ email: account.email }, newVisitor(), later(seconds))
    }
    await resendVerification({ email: account.email }, newVisitor(), later(3601))
    expect(await templatesTo(account.email)).toHaveLength(11)
  })
})

describe('a taken email', () => {
  test('gets a note to its owner instead of a link, limited per hour', async () => {
    const owner = await newAccount()
    await signedUp({ email: owner.email })
    for (let seconds = 1; seconds < 12; seconds += 1) {
      await resendVerification({ email: owner.email }, newVisitor(), later(seconds))
    }
    expect(await templatesTo(owner.email)).toEqual(Array(10).fill('sign-up-taken'))
    const mails = await prisma().outboxMail.findMany({ where: { to: owner.email } })
    for (const { sealedToken, data } of mails) {
      expect(sealedToken).toBeNull()
      expect(data).toEqual({ name: owner.name })
    }
  })

  test('gets no link even when an intruder knows the password of the pending sign-up', async () => {
    const owner = await newAccount()
    const intruder = await signedUp({ email: owner.email })
    const refused = await signIn(
      { identifier: intruder.username, password: intruder.password },
      newVisitor(),
      later(1),
    )
    expect(refused).toEqual({ ok: false, refusal: { code: 'email_not_verified' } })
    expect(await templatesTo(owner.email)).toEqual(['sign-up-taken', 'sign-up-taken'])
  })
})

test('an unknown email gets the same rows and no mail', async () => {
  const email = 'nobody-to-confirm@example.org'
  const count = () => Promise.all([prisma().linkToken.count(), prisma().outboxMail.count()])
  const [tokens, mails] = await count()
  await resendVerification({ email }, newVisitor(), NOW)
  expect(await count()).toEqual([tokens + 1, mails + 1])
  expect(await templatesTo(email)).toEqual([])
})

test('signing in before confirming sends a link for that same sign-up', async () => {
  const mine = await signedUp()
  // Someone else signs up later with the same email.
  await signedUp({ email: mine.email })
  const pending = await prisma().pendingSignUp.findFirstOrThrow({
    where: { username: mine.username },
  })
  await sendVerificationLink({ pendingSignUp: pending }, later(5))
  const token = await mailedToken(mine.email)
  expect(
    await confirmEmail({ token, password: mine.password }, newVisitor(), later(6)),
  ).toMatchObject({
    ok: true,
  })
})
