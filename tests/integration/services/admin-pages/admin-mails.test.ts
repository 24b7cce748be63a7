import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { resendUserVerification, sendResetLink } from '@/lib/services/admin-pages/admin-mails'
import { confirmEmail } from '@/lib/services/sign-up/confirm-email'
import { requestPasswordReset, resetPassword } from '@/lib/services/passwords/password-reset'
import { mailedToken } from '../../setup/mailed-token'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newAdministrator } from '../../setup/new-administrator'
import { newVisitor } from '../../setup/new-visitor'

const NOW = new Date('2026-03-01T12:00:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)

let admin: Awaited<ReturnType<typeof newAdministrator>>
beforeEach(async () => {
  admin = await newAdministrator(NOW)
})

const eventsAbout = (targetId: string) =>
  prisma().auditEvent.findMany({
    where: { targetId },
    select: { action: true, actorId: true, details: true },
  })

test("a reset link goes to the account's email, works, and is shown to nobody else", async () => {
  const target = await newAccount()
  const answer = await sendResetLink(admin.by, target.id, NOW)
  expect(answer).toEqual({ ok: true, value: 'link_sent' })
  const token = await mailedToken(target.email)
  expect(JSON.stringify(answer)).not.toContain(token)
  expect(await eventsAbout(target.id)).toEqual([
    {
      action: 'authn_token_created',
      actorId: admin.account.id,
      details: { purpose: 'reset_password' },
    },
  ])
  const reset = { token, password: 'copper kettle midnight' }
  expect(await resetPassword(reset, newVisitor(), later(1))).toMatchObject({ ok: true })
})

test('confirmation links are limited per hour, and the limit is shown', async () => {
  const target = await newAccount({ emailVerifiedAt: null })
  for (let count = 0; count < 10; count++) {
    const answer = await resendUserVerification(admin.by, target.id, later(count))
    expect(answer).toEqual({ ok: true, value: 'link_sent' })
  }
  const token = await mailedToken(target.email)
  expect(await resendUserVerification(admin.by, target.id, later(60))).toEqual({
    ok: false,
    refusal: { code: 'rate_limited', retryAfterSeconds: 3540 },
  })
  expect(await eventsAbout(target.id)).toHaveLength(10)
  const confirmed = await confirmEmail({ token, password: PASSWORD }, newVisitor(), later(61))
  expect(confirmed).toMatchObject({ ok: true })
})

test('no mail is sent to confirm a confirmed email', async () => {
  const target = await newAccount()
  expect(await resendUserVerification(admin.by, target.id, NOW)).toEqual({
    ok: true,
    value: 'confirmed',
  })
  expect(await prisma().outboxMail.count({ where: { to: target.email } })).toBe(0)
  expect(await eventsAbout(target.id)).toEqual([])
})

test('reset links to one email are limited per hour, whoever requests them', async () => {
  const target = await newAccount()
  await requestPasswordReset({ email: target.email }, newVisitor(), NOW)
  for (let count = 0; count < 10; count++) {
    expect(await sendResetLink(admin.by, target.id, later(count))).toMatchObject({ ok: true })
  }
  expect(await sendResetLink(admin.by, target.id, later(20))).toMatchObject({
    refusal: { code: 'rate_limited', retryAfterSeconds: 889 },
  })
  expect(await sendResetLink(admin.by, target.id, later(3700))).toMatchObject({ ok: true })
})

test('no mail is sent to an unknown user, or on request of a user who is not an administrator', async () => {
  const target = await newAccount({ emailVerifiedAt: null })
  await prisma().user.update({ where: { id: admin.account.id }, data: { role: 'USER' } })
  for (const send of [sendResetLink, resendUserVerification]) {
    expect(await send(admin.by, target.id, NOW)).toBeNull()
    expect(await send({ operator: true }, randomUUID(), NOW)).toBeNull()
    expect(await send({ operator: true }, 'x', NOW)).toBeNull()
  }
  expect(await prisma().outboxMail.count({ where: { to: target.email } })).toBe(0)
})
