import { describe, expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { changePassword } from '@/lib/services/passwords/change-password'
import { confirmEmail } from '@/lib/services/sign-up/confirm-email'
import { requestEmailChange } from '@/lib/services/email/email-change'
import { requestPasswordReset, resetPassword } from '@/lib/services/passwords/password-reset'
import { checkSession } from '../../setup/check-session'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { findUndoAccount, undoEmailChange } from '@/lib/services/email/undo-email-change'
import { placeholderEmail } from '@/lib/domain/accounts/email-change'
import { signUp } from '@/lib/services/sign-up/sign-up'
import { mailedToken } from '../../setup/mailed-token'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newSession } from '../../setup/new-session'
import { newViewer, viewerAgain } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'
import { eventsAbout } from '../../setup/recorded-events'
import { signUpValues } from '../../setup/sign-up-values'

const NOW = new Date('2026-03-01T12:00:00Z')
const DAY_SECONDS = 86_400
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)
const TOKEN_INVALID = { ok: false, refusal: { code: 'token_invalid' } }
const NEW_PASSWORD = 'copper kettle midnight'

let made = 0

/** Moves an account to another email, as its user would. @returns that email */
async function move(sessionId: string, at: Date): Promise<string> {
  const email = `elsewhere-${(made += 1)}@example.org`
  await requestEmailChange(await viewerAgain(sessionId, at), { email }, newVisitor(), at)
  const input = { token: await mailedToken(email), password: PASSWORD }
  expect(await confirmEmail(input, newVisitor(), at)).toMatchObject({ ok: true })
  return email
}

async function somebodyMoved() {
  const account = await newAccount()
  const viewer = await newViewer(account, NOW)
  const email = await move(viewer.session.id, later(60))
  return { account, viewer, email, token: await mailedToken(account.email) }
}

const undo = (token: string, at = later(3600)) => undoEmailChange(token, newVisitor(), at)
const userOf = (id: string) => prisma().user.findUniqueOrThrow({ where: { id } })
const canSignIn = async (identifier: string, password: string, at = later(3700)) =>
  (await signIn({ identifier, password }, newVisitor(), at)).ok

describe('the link in the mail to the old email', () => {
  test('restores the account, ends every session, and removes the password', async () => {
    const { account, viewer, email, token } = await somebodyMoved()
    const other = await newSession(await userOf(account.id), later(70))
    expect(await undo(token)).toMatchObject({ ok: true })
    expect(await userOf(account.id)).toMatchObject({
      ...{ email: account.email, passwordHash: null, passwordPepper: null },
    })
    for (const { id } of [viewer.session, other]) {
      expect(await checkSession(id, later(3601))).toBeNull()
    }
    for (const identifier of [account.email, email, account.username]) {
      expect(await canSignIn(identifier, PASSWORD), identifier).toBe(false)
    }
  })

  test('starts a reset, at once and by mail, that gives the owner access again', async () => {
    const { account, token } = await somebodyMoved()
    const answer = await undo(token)
    if (!answer.ok) throw new Error('it should have been undone')
    const { resetToken } = answer.value
    expect(await mailedToken(account.email)).toBe(resetToken)
    const mail = { to: account.email, template: 'reset-password' }
    expect(await prisma().outboxMail.findMany({ where: mail })).toMatchObject([
      { data: { name: account.name } },
    ])
    const reset = { token: resetToken, password: NEW_PASSWORD }
    expect(await resetPassword(reset, newVisitor(), later(3650))).toMatchObject({ ok: true })
    expect(await canSignIn(account.email, NEW_PASSWORD)).toBe(true)
  })

  test('works although someone started a sign-up with the email', async () => {
    const { account, token } = await somebodyMoved()
    const typed = { ...signUpValues(), email: account.email }
    await signUp(typed, newVisitor(), later(100))
    const confirmation = await mailedToken(account.email)
    expect(await undo(token)).toMatchObject({ ok: true })
    expect((await userOf(account.id)).email).toBe(account.email)
    const late = { token: confirmation, password: typed.password }
    expect(await confirmEmail(late, newVisitor(), later(3700))).toEqual(TOKEN_INVALID)
  })

  test('takes the email from an account that never confirmed it, and keeps that account', async () => {
    const { account, token } = await somebodyMoved()
    const squatter = await newAccount({ email: account.email, emailVerifiedAt: null })
    expect(await undo(token)).toMatchObject({ ok: true })
    expect((await userOf(account.id)).email).toBe(account.email)
    const { email, passwordHash } = await userOf(squatter.id)
    expect([email, passwordHash]).toEqual([placeholderEmail(squatter.id), squatter.passwordHash])
    expect(await eventsAbout(squatter.id)).toMatchObject([
      {
        action: 'email_changed',
        result: 'SUCCESS',
        details: { reason: 'address_never_confirmed' },
      },
    ])
    await requestPasswordReset({ email }, newVisitor(), later(3700))
    expect(await prisma().outboxMail.count({ where: { to: email } })).toBe(0)
  })

  test('works for seven days', async () => {
    const { token } = await somebodyMoved()
    const moved = 60
    expect(await findUndoAccount(token, later(moved + 7 * DAY_SECONDS - 1))).not.toBeNull()
    expect(await findUndoAccount(token, later(moved + 7 * DAY_SECONDS))).toBeNull()
    expect(await findUndoAccount('x'.repeat(43), later(moved))).toBeNull()
    expect(await undo(token, later(moved + 7 * DAY_SECONDS))).toEqual(TOKEN_INVALID)
    expect(await undo(token, later(moved + 7 * DAY_SECONDS - 1))).toMatchObject({ ok: true })
  })

  test('used fifty times at once works once', async () => {
    const { account, token } = await somebodyMoved()
    const answers = await Promise.all(Array.from({ length: 50 }, () => undo(token)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    const resets = { where: { userId: account.id, purpose: 'RESET_PASSWORD' } } as const
    expect(await prisma().linkToken.count(resets)).toBe(1)
  }, 60_000)

  test('stays valid after an intruder changes the password', async () => {
    const { account, viewer, token } = await somebodyMoved()
    const thief = await viewerAgain(viewer.session.id, later(120))
    const passwords = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD }
    expect(await changePassword(thief, passwords, newVisitor(), later(120))).toMatchObject({
      ok: true,
    })
    expect(await undo(token)).toMatchObject({ ok: true })
    expect((await userOf(account.id)).email).toBe(account.email)
    expect(await canSignIn(account.email, NEW_PASSWORD)).toBe(false)
  })

  test('of the first email overrides later moves', async () => {
    const { account, viewer, email: second, token: first } = await somebodyMoved()
    await move(viewer.session.id, later(120))
    const later2 = await mailedToken(second)
    expect(await undo(first)).toMatchObject({ ok: true })
    expect((await userOf(account.id)).email).toBe(account.email)
    expect(await undo(later2)).toEqual(TOKEN_INVALID)
  })

  test('overrides a second move by a server whose clock is a minute behind', async () => {
    const { account, viewer, email: second, token: first } = await somebodyMoved()
    await move(viewer.session.id, NOW)
    const ofSecond = await mailedToken(second)
    expect(await undo(first)).toMatchObject({ ok: true })
    expect(await undo(ofSecond)).toEqual(TOKEN_INVALID)
    expect((await userOf(account.id)).email).toBe(account.email)
  })

  test('of the second email works before it, and not against it', async () => {
    const { account, viewer, email: second, token: first } = await somebodyMoved()
    await move(viewer.session.id, later(120))
    expect(await undo(await mailedToken(second))).toMatchObject({ ok: true })
    expect((await userOf(account.id)).email).toBe(second)
    expect(await undo(first, later(3700))).toMatchObject({ ok: true })
    expect((await userOf(account.id)).email).toBe(account.email)
  })

  test('changes nothing when the email has another account by now', async () => {
    const { account, email, token } = await somebodyMoved()
    await newAccount({ email: account.email })
    expect(await undo(token)).toEqual(TOKEN_INVALID)
    expect(await userOf(account.id)).toMatchObject({ email, passwordHash: expect.any(String) })
  })

  test('is limited to thirty tries an hour per address, valid or not', async () => {
    const visitor = newVisitor()
    const attempt = () => undoEmailChange('x'.repeat(43), visitor, later(0))
    for (let tries = 0; tries < 30; tries += 1) expect(await attempt()).toEqual(TOKEN_INVALID)
    expect(await attempt()).toMatchObject({ refusal: { code: 'rate_limited' } })
    const { token } = await somebodyMoved()
    expect(await undoEmailChange(token, visitor, later(60))).toMatchObject({
      refusal: { code: 'rate_limited' },
    })
    expect(await findUndoAccount(token, later(60))).not.toBeNull()
  })

  test('is refused if unknown, for another purpose, or for a deleted account', async () => {
    expect(await undo('x'.repeat(43))).toEqual(TOKEN_INVALID)
    const { account, token } = await somebodyMoved()
    const reset = { token, password: NEW_PASSWORD }
    expect(await resetPassword(reset, newVisitor(), later(70))).toEqual(TOKEN_INVALID)
    await prisma().user.delete({ where: { id: account.id } })
    expect(await undo(token)).toEqual(TOKEN_INVALID)
  })
})
