import { describe, expect, test, vi } from 'vitest'
import { hashToken } from '@/lib/crypto/random-token'
import { prisma } from '@/lib/data/database/prisma'
import { changePassword } from '@/lib/services/passwords/change-password'
import { confirmEmail } from '@/lib/services/sign-up/confirm-email'
import {
  cancelEmailChange,
  findPendingEmailChange,
  requestEmailChange,
} from '@/lib/services/email/email-change'
import { MAIL_BOUNDS } from '@/lib/services/limits/mail-allowance'
import { requestPasswordReset, resetPassword } from '@/lib/services/passwords/password-reset'
import { checkSession } from '../../setup/check-session'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { mailedToken } from '../../setup/mailed-token'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newViewer } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'

vi.hoisted(() => vi.stubEnv('ALLOWED_EMAIL_DOMAINS', 'example.com,example.org'))

const NOW = new Date('2026-03-01T12:00:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)
const TOKEN_INVALID = { ok: false, refusal: { code: 'token_invalid' } }

let made = 0
const unusedEmail = () => `moved-${(made += 1)}@example.org`

const mailsTo = async (to: string) =>
  (await prisma().outboxMail.findMany({ where: { to }, orderBy: { createdAt: 'asc' } })).map(
    ({ template, data }) => ({ template, data }),
  )
const eventsOf = async (targetId: string) =>
  (await prisma().auditEvent.findMany({ where: { targetId }, orderBy: { id: 'asc' } })).map(
    ({ action }) => action,
  )
const userOf = (id: string) => prisma().user.findUniqueOrThrow({ where: { id } })
const confirm = (token: string, { password = PASSWORD, at = later(60) } = {}) =>
  confirmEmail({ token, password }, newVisitor(), at)

async function newSignedInUser() {
  const account = await newAccount()
  const viewer = await newViewer(account, NOW)
  const ask = (email: string, at = NOW) => requestEmailChange(viewer, { email }, newVisitor(), at)
  return { account, viewer, ask }
}

async function withLink() {
  const person = await newSignedInUser()
  const email = unusedEmail()
  await person.ask(email)
  return { ...person, email, token: await mailedToken(email) }
}

describe('a pending change', () => {
  const pendingOf = async ({ viewer }: Awaited<ReturnType<typeof newSignedInUser>>) =>
    (await findPendingEmailChange(viewer, later(60)))?.email ?? null

  test('is the newest one, until it is confirmed or expires', async () => {
    const person = await newSignedInUser()
    expect(await pendingOf(person)).toBeNull()
    const [first, second] = [unusedEmail(), unusedEmail()]
    await person.ask(first)
    expect(await pendingOf(person)).toBe(first)
    await person.ask(second, later(1))
    expect(await pendingOf(person)).toBe(second)
    expect(await findPendingEmailChange(person.viewer, later(86_402))).toBeNull()
    await confirm(await mailedToken(second))
    expect(await pendingOf(person)).toBeNull()
  })

  test('shows neither that an email is taken nor that it has had its allowance of mails', async () => {
    const [owner, person] = [await newAccount(), await newSignedInUser()]
    await person.ask(owner.email)
    expect(await pendingOf(person)).toBe(owner.email)
    const email = unusedEmail()
    await useUpAllowance(email)
    const last = await newSignedInUser()
    await last.ask(email, later(1))
    expect(await mailsTo(email)).toHaveLength(MAIL_BOUNDS.MAILS_AN_HOUR)
    expect(await pendingOf(last)).toBe(email)
  })

  test('keeps its link when no further mail is sent', async () => {
    const { viewer, ask, email, token, account } = await withLink()
    await useUpAllowance(email)
    await ask(email, later(30))
    expect(await findPendingEmailChange(viewer, later(60))).toMatchObject({ email })
    expect(await confirm(token)).toEqual({ ok: true, value: 'email_changed' })
    expect((await userOf(account.id)).email).toBe(email)
  })

  test('is cancelled once, with its links', async () => {
    const person = await withLink()
    const cancel = () => cancelEmailChange(person.viewer, newVisitor(), later(10))
    expect(await cancel()).toBe(true)
    expect(await cancel()).toBe(false)
    expect(await pendingOf(person)).toBeNull()
    expect(await confirm(person.token)).toEqual(TOKEN_INVALID)
    const events = await eventsOf(person.account.id)
    expect(events.filter((action) => action === 'email_change_cancelled')).toHaveLength(1)
  })

  async function useUpAllowance(email: string) {
    for (let sent = 0; sent < MAIL_BOUNDS.MAILS_AN_HOUR; sent += 1) {
      const visitor = { ...newVisitor(), address: `203.0.113.${sent}` }
      await requestEmailChange((await newSignedInUser()).viewer, { email }, visitor, NOW)
    }
  }
})

describe('requesting another email', () => {
  test('changes nothing, and mails a link only to the new email', async () => {
    const { account, email, token } = await withLink()
    expect((await userOf(account.id)).email).toBe(account.email)
    expect(await mailsTo(email)).toEqual([
      { template: 'change-email', data: { name: account.name } },
    ])
    expect(await mailsTo(account.email)).toEqual([])
    const [stored, ...more] = await prisma().linkToken.findMany({ where: { userId: account.id } })
    expect(stored).toMatchObject({ hash: hashToken(token), purpose: 'CHANGE_EMAIL', email })
    expect(more).toEqual([])
    expect(JSON.stringify(stored)).not.toContain(token)
    expect(await eventsOf(account.id)).toContain('email_change_requested')
  })

  test('answers and writes the same when the email is taken, and tells its owner', async () => {
    const owner = await newAccount()
    const [one, other] = [await newSignedInUser(), await newSignedInUser()]
    const count = async () => ({
      tokens: await prisma().linkToken.count(),
      mails: await prisma().outboxMail.count(),
      events: await prisma().auditEvent.count(),
    })
    const before = await count()
    const free = await one.ask(unusedEmail())
    const between = await count()
    const taken = await other.ask(owner.email)
    const after = await count()
    expect(taken).toEqual(free)
    for (const what of ['tokens', 'mails', 'events'] as const) {
      expect(after[what] - between[what], what).toBe(between[what] - before[what])
    }
    expect(await mailsTo(owner.email)).toEqual([
      { template: 'change-email-taken', data: { name: owner.name } },
    ])
  })

  test('is refused for a domain that is not allowed', async () => {
    const { account, ask } = await newSignedInUser()
    expect(await ask('moved@example.net')).toEqual({
      ...{ ok: false, refusal: { code: 'email_domain_refused' } },
    })
    expect(await mailsTo('moved@example.net')).toEqual([])
    expect(await prisma().linkToken.count({ where: { userId: account.id } })).toBe(0)
  })

  test('limits the mails to one email per hour, and keeps its last link alive', async () => {
    const { ask } = await newSignedInUser()
    const email = unusedEmail()
    for (let count = 0; count < 12; count += 1) {
      expect(await ask(email, later(count))).toMatchObject({ ok: true })
    }
    expect(await mailsTo(email)).toHaveLength(10)
    expect(await confirm(await mailedToken(email))).toMatchObject({ ok: true })
  })

  test('keeps only the newest link', async () => {
    const { ask, token } = await withLink()
    const second = unusedEmail()
    await ask(second, later(1))
    expect(await confirm(token)).toEqual(TOKEN_INVALID)
    expect(await confirm(await mailedToken(second))).toMatchObject({ ok: true })
  })

  test('is limited by client address', async () => {
    const { viewer } = await newSignedInUser()
    const visitor = newVisitor()
    for (let count = 0; count < 30; count += 1) {
      await requestEmailChange(viewer, { email: unusedEmail() }, visitor, NOW)
    }
    expect(await requestEmailChange(viewer, { email: unusedEmail() }, visitor, NOW)).toMatchObject({
      refusal: { code: 'rate_limited' },
    })
  })
})

describe('the link in the mail to the new email', () => {
  test('moves the account with the password, and tells the old email', async () => {
    const { account, viewer, email, token } = await withLink()
    expect(await confirm(token)).toEqual({ ok: true, value: 'email_changed' })
    expect(await userOf(account.id)).toMatchObject({ email, emailVerifiedAt: later(60) })
    expect((await checkSession(viewer.session.id, later(61)))?.user.email).toBe(email)
    const signInWith = (identifier: string) =>
      signIn({ identifier, password: PASSWORD }, newVisitor(), later(61))
    expect(await signInWith(email)).toMatchObject({ ok: true })
    expect(await signInWith(account.email)).toMatchObject({ ok: false })
    expect(await mailsTo(account.email)).toEqual([
      {
        template: 'email-changed',
        data: { name: account.name, changedAt: later(60).toISOString() },
      },
    ])
    expect(await eventsOf(account.id)).toContain('email_changed')
  })

  test('stays valid after a wrong password, until guesses lock it', async () => {
    const { account, token } = await withLink()
    for (let guess = 0; guess < 5; guess += 1) {
      expect(await confirm(token, { password: `guess ${guess}` })).toMatchObject({
        refusal: { code: 'password_wrong' },
      })
    }
    expect(await confirm(token)).toMatchObject({ refusal: { code: 'rate_limited' } })
    expect((await userOf(account.id)).email).toBe(account.email)
    expect(await confirm(token, { at: later(120) })).toMatchObject({ ok: true })
  })

  test('used fifty times at once works once', async () => {
    const { account, email, token } = await withLink()
    const answers = await Promise.all(Array.from({ length: 50 }, () => confirm(token)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await userOf(account.id)).email).toBe(email)
    expect(await mailsTo(account.email)).toHaveLength(1)
  }, 60_000)

  test('is invalid after use and after it expires', async () => {
    const { token } = await withLink()
    expect(await confirm(token, { at: later(86_401) })).toEqual(TOKEN_INVALID)
    expect(await confirm(token, { at: later(86_399) })).toMatchObject({ ok: true })
    expect(await confirm(token, { at: later(86_399) })).toEqual(TOKEN_INVALID)
  })

  test('is invalid once the password was changed', async () => {
    const { viewer, token } = await withLink()
    const passwords = { currentPassword: PASSWORD, newPassword: 'copper kettle midnight' }
    await changePassword(viewer, passwords, newVisitor(), later(10))
    expect(await confirm(token, { password: passwords.newPassword })).toEqual(TOKEN_INVALID)
  })

  test('is invalid once the password was reset', async () => {
    const { account, token } = await withLink()
    await requestPasswordReset({ email: account.email }, newVisitor(), later(10))
    const reset = { token: await mailedToken(account.email), password: 'copper kettle midnight' }
    expect(await resetPassword(reset, newVisitor(), later(20))).toMatchObject({ ok: true })
    expect(await confirm(token, { password: reset.password })).toEqual(TOKEN_INVALID)
  })

  test('is invalid once the account is deleted, or the email is taken', async () => {
    const one = await withLink()
    await prisma().user.delete({ where: { id: one.account.id } })
    expect(await confirm(one.token)).toEqual(TOKEN_INVALID)
    const other = await withLink()
    await newAccount({ email: other.email })
    expect(await confirm(other.token)).toEqual(TOKEN_INVALID)
    expect((await userOf(other.account.id)).email).toBe(other.account.email)
  })

  test('invalidates reset links mailed to the old email', async () => {
    const { account, token } = await withLink()
    await requestPasswordReset({ email: account.email }, newVisitor(), later(10))
    const reset = { token: await mailedToken(account.email), password: 'copper kettle midnight' }
    await confirm(token)
    expect(await resetPassword(reset, newVisitor(), later(70))).toEqual(TOKEN_INVALID)
  })

  test('works for one of two users who move to the same email at once', async () => {
    const [one, other] = [await newSignedInUser(), await newSignedInUser()]
    const email = unusedEmail()
    await one.ask(email)
    const first = await mailedToken(email)
    await other.ask(email, later(1))
    const second = await mailedToken(email)
    const answers = await Promise.all([confirm(first), confirm(second)])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers).toContainEqual(TOKEN_INVALID)
    expect(await prisma().user.count({ where: { email } })).toBe(1)
  })
})
