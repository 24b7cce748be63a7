import { beforeEach, describe, expect, test } from 'vitest'
import { hashToken, newToken } from '@/lib/crypto/random-token'
import { prisma } from '@/lib/data/database/prisma'
import {
  findResetAccount,
  requestPasswordReset,
  resetPassword,
} from '@/lib/services/passwords/password-reset'
import { checkSession } from '../../setup/check-session'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { mailedToken } from '../../setup/mailed-token'
import { newSession } from '../../setup/new-session'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newVisitor } from '../../setup/new-visitor'

const NOW = new Date('2026-03-01T12:00:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)
const NEW_PASSWORD = 'copper kettle midnight'
const TOKEN_INVALID = { ok: false, refusal: { code: 'token_invalid' } }

const mailsTo = (to: string) =>
  prisma().outboxMail.findMany({ where: { to }, orderBy: { createdAt: 'asc' } })

async function accountWithLink() {
  const account = await newAccount()
  await requestPasswordReset({ email: account.email }, newVisitor(), NOW)
  return { account, token: await mailedToken(account.email) }
}

async function canSignIn(email: string, password: string): Promise<boolean> {
  return (await signIn({ identifier: email, password }, newVisitor(), NOW)).ok
}

describe('requesting a reset link', () => {
  test("mails the account's own email, and stores only the token's hash", async () => {
    const { account, token } = await accountWithLink()
    const [mail] = await mailsTo(account.email)
    expect(mail?.template).toBe('reset-password')
    const stored = await prisma().linkToken.findMany({ where: { userId: account.id } })
    expect(stored.map(({ hash }) => hash)).toEqual([hashToken(token)])
    expect(JSON.stringify([mail, stored])).not.toContain(token)
  })

  test('writes the same rows for an unknown email, and mails nobody', async () => {
    const email = 'nobody-at-all@example.org'
    const count = () => Promise.all([prisma().linkToken.count(), prisma().outboxMail.count()])
    const [tokens, mails] = await count()
    await requestPasswordReset({ email }, newVisitor(), NOW)
    expect(await count()).toEqual([tokens + 1, mails + 1])
    expect(await mailsTo(email)).toEqual([])
    const left = await prisma().linkToken.findMany({ where: { email } })
    expect(left).toEqual([])
  })

  test('keeps only the newest link, also for concurrent requests', async () => {
    const { account, token: first } = await accountWithLink()
    await Promise.all(
      Array.from({ length: 10 }, () =>
        requestPasswordReset({ email: account.email }, newVisitor(), later(1)),
      ),
    )
    expect(await findResetAccount(first, later(2))).toBeNull()
    expect(await prisma().linkToken.count({ where: { userId: account.id } })).toBe(1)
  })

  test('limits the mails to one email per hour, and keeps its last link alive', async () => {
    const account = await newAccount()
    for (let count = 0; count < 23; count++) {
      await requestPasswordReset({ email: account.email }, newVisitor(), later(count))
    }
    expect(await mailsTo(account.email)).toHaveLength(11)
    const { email, username } = account
    expect(await findResetAccount(await mailedToken(email), later(30))).toEqual({
      ...{ email, username, maskedUsername: `${username.slice(0, 1)}•••` },
    })
    await requestPasswordReset({ email: account.email }, newVisitor(), later(3700))
    expect(await mailsTo(account.email)).toHaveLength(12)
  })
})

describe('a reset link', () => {
  let account: Awaited<ReturnType<typeof newAccount>>
  let token: string
  beforeEach(async () => {
    ;({ account, token } = await accountWithLink())
  })
  const reset = (password = NEW_PASSWORD, at = NOW) =>
    resetPassword({ token, password }, newVisitor(), at)

  test('sets the new password, confirms it by mail, and signs nobody in', async () => {
    expect(await reset()).toEqual({ ok: true, value: 'password_set' })
    expect(await canSignIn(account.email, NEW_PASSWORD)).toBe(true)
    expect(await canSignIn(account.email, PASSWORD)).toBe(false)
    expect((await mailsTo(account.email)).map(({ template }) => template)).toEqual([
      'reset-password',
      'password-changed',
    ])
    expect(await prisma().session.count({ where: { userId: account.id } })).toBe(0)
  })

  test('ends every session of that account only', async () => {
    const own = await Promise.all([1, 2, 3].map(() => newSession(account, NOW)))
    const other = await newSession(await newAccount(), NOW)
    await reset()
    const alive = await Promise.all(own.map(({ id }) => checkSession(id, later(1))))
    expect(alive).toEqual([null, null, null])
    expect(await checkSession(other.id, later(1))).not.toBeNull()
  })

  test('stays valid after a refused password and works with the next one', async () => {
    for (const [password, code] of [
      ['short', 'password_length'],
      [`${account.username} is my secret`, 'password_personal'],
      ['passwordpassword', 'password_common'],
    ] as const) {
      expect(await reset(password)).toEqual({ ok: false, refusal: { code } })
    }
    expect(await canSignIn(account.email, PASSWORD)).toBe(true)
    expect(await reset()).toMatchObject({ ok: true })
  })

  test('used fifty times at once works once', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_value, count) => reset(`${NEW_PASSWORD} ${count}`)),
    )
    const winners = outcomes.flatMap(({ ok }, count) => (ok ? [count] : []))
    expect(winners).toHaveLength(1)
    expect(await canSignIn(account.email, `${NEW_PASSWORD} ${winners[0]}`)).toBe(true)
    const told = (await mailsTo(account.email)).filter((m) => m.template === 'password-changed')
    expect(told).toHaveLength(1)
  }, 60_000)

  test('is invalid after use, after a newer one, and after it expires', async () => {
    expect(await reset(NEW_PASSWORD, later(1801))).toEqual(TOKEN_INVALID)
    expect(await reset(NEW_PASSWORD, later(1799))).toMatchObject({ ok: true })
    expect(await reset('another long secret', later(1799))).toEqual(TOKEN_INVALID)
    await requestPasswordReset({ email: account.email }, newVisitor(), later(1800))
    const older = await mailedToken(account.email)
    await requestPasswordReset({ email: account.email }, newVisitor(), later(1801))
    const outdated = await resetPassword(
      { token: older, password: NEW_PASSWORD },
      newVisitor(),
      later(1802),
    )
    expect(outdated).toEqual(TOKEN_INVALID)
  })

  test('is invalid once the account has another email', async () => {
    await prisma().user.update({
      where: { id: account.id },
      data: { email: `moved-${account.email}` },
    })
    expect(await reset()).toEqual(TOKEN_INVALID)
  })

  test('is invalid once the account is deleted', async () => {
    await prisma().user.delete({ where: { id: account.id } })
    expect(await reset()).toEqual(TOKEN_INVALID)
  })

  test('of another purpose is refused, and so is an unknown one', async () => {
    await prisma().linkToken.updateMany({
      where: { hash: hashToken(token) },
      data: { purpose: 'CONFIRM_EMAIL' },
    })
    expect(await reset()).toEqual(TOKEN_INVALID)
    const unknown = await resetPassword(
      { token: newToken().token, password: NEW_PASSWORD },
      newVisitor(),
      NOW,
    )
    expect(unknown).toEqual(TOKEN_INVALID)
    expect(await canSignIn(account.email, PASSWORD)).toBe(true)
  })

  test('replaces a plain bcrypt hash from another system with a peppered one', async () => {
    await prisma().user.update({
      where: { id: account.id },
      data: { passwordScheme: 'BCRYPT', passwordPepper: null },
    })
    await reset()
    const user = await prisma().user.findUniqueOrThrow({ where: { id: account.id } })
    expect(user.passwordScheme).toBe('BCRYPT_HMAC')
    expect(user.passwordPepper).not.toBeNull()
  })

  test('neither confirms an email nor enables a disabled account', async () => {
    await prisma().user.update({
      where: { id: account.id },
      data: { emailVerifiedAt: null, disabledAt: NOW },
    })
    expect(await reset()).toMatchObject({ ok: true })
    const user = await prisma().user.findUniqueOrThrow({ where: { id: account.id } })
    expect(user).toMatchObject({ emailVerifiedAt: null, disabledAt: NOW })
  })
})
