import bcrypt from 'bcryptjs'
import { describe, expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { resetPassword } from '@/lib/services/passwords/password-reset'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { signUp } from '@/lib/services/sign-up/sign-up'
import { mailedToken } from '../../setup/mailed-token'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newVisitor } from '../../setup/new-visitor'

const NOW = new Date('2026-03-01T12:00:00Z')

test('the right password signs in by email and by username', async () => {
  const user = await newAccount()
  for (const identifier of [user.email, user.username]) {
    const result = await signIn({ identifier, password: PASSWORD }, newVisitor(), NOW)
    expect(result).toMatchObject({ ok: true, value: { id: user.id, role: 'USER' } })
  }
})

test('the result of a sign-in contains no password', async () => {
  const user = await newAccount()
  const result = await signIn({ identifier: user.email, password: PASSWORD }, newVisitor(), NOW)
  expect(JSON.stringify(result)).not.toContain('$2')
})

describe('a sign-in is refused:', () => {
  test('a wrong password and an unknown user get the same refusal', async () => {
    const user = await newAccount()
    const wrong = await signIn(
      { identifier: user.email, password: 'not the password!' },
      newVisitor(),
      NOW,
    )
    const unknown = await signIn(
      { identifier: 'nobody@example.com', password: PASSWORD },
      newVisitor(),
      NOW,
    )
    expect(wrong).toEqual({ ok: false, refusal: { code: 'invalid_credentials' } })
    expect(unknown).toEqual(wrong)
  })

  test('a user without a password is refused like one with a wrong password', async () => {
    const user = await newAccount({ passwordHash: null })
    const result = await signIn({ identifier: user.email, password: PASSWORD }, newVisitor(), NOW)
    expect(result).toEqual({ ok: false, refusal: { code: 'invalid_credentials' } })
  })

  test('a disabled account is mentioned only after the right password', async () => {
    const user = await newAccount({ disabledAt: NOW })
    const wrong = await signIn(
      { identifier: user.email, password: 'not the password!' },
      newVisitor(),
      NOW,
    )
    const right = await signIn({ identifier: user.email, password: PASSWORD }, newVisitor(), NOW)
    expect(wrong).toEqual({ ok: false, refusal: { code: 'invalid_credentials' } })
    expect(right).toEqual({ ok: false, refusal: { code: 'account_disabled' } })
  })

  test('an unverified user is told so only after the right password, and gets a new link', async () => {
    const user = await newAccount({ emailVerifiedAt: null })
    const result = await signIn({ identifier: user.email, password: PASSWORD }, newVisitor(), NOW)
    expect(result).toEqual({ ok: false, refusal: { code: 'email_not_verified' } })
    const mails = await prisma().outboxMail.findMany({ where: { to: user.email } })
    expect(mails.map(({ template }) => template)).toEqual(['confirm-email'])
  })
})

describe('while an unconfirmed sign-up exists for the identifier', () => {
  const signUpAs = (email: string, username: string, password: string) =>
    signUp({ name: 'Somebody', email, username, password }, newVisitor(), NOW)

  test('its password answers "Confirm your email first."', async () => {
    await signUpAs('waiting@example.com', 'waiting', 'copper kettle midnight')
    for (const identifier of ['waiting@example.com', 'waiting']) {
      const result = await signIn(
        { identifier, password: 'copper kettle midnight' },
        newVisitor(),
        NOW,
      )
      expect(result).toEqual({ ok: false, refusal: { code: 'email_not_verified' } })
    }
  })

  test('the owner of a taken email still signs in with their own password', async () => {
    const user = await newAccount()
    await signUpAs(user.email, 'impostor', 'copper kettle midnight')
    const owner = await signIn({ identifier: user.email, password: PASSWORD }, newVisitor(), NOW)
    const impostor = await signIn(
      { identifier: user.email, password: 'copper kettle midnight' },
      newVisitor(),
      NOW,
    )
    expect(owner.ok).toBe(true)
    expect(impostor).toEqual({ ok: false, refusal: { code: 'email_not_verified' } })
  })
})

describe('stored hashes', () => {
  test.each(['$2a$', '$2b$', '$2y$'])(
    'a %s hash from another system signs in and is upgraded',
    async (prefix) => {
      const foreign = (await bcrypt.hash(PASSWORD, 10)).replace('$2b$', prefix)
      const user = await newAccount({
        passwordHash: foreign,
        passwordScheme: 'BCRYPT',
        passwordPepper: null,
      })
      const first = await signIn({ identifier: user.email, password: PASSWORD }, newVisitor(), NOW)
      const stored = await prisma().user.findUniqueOrThrow({ where: { id: user.id } })
      const second = await signIn({ identifier: user.email, password: PASSWORD }, newVisitor(), NOW)
      expect(first.ok).toBe(true)
      expect(stored.passwordScheme).toBe('BCRYPT_HMAC')
      expect(stored.passwordHash).not.toBe(foreign)
      expect(second.ok).toBe(true)
    },
  )

  test('one that ignored the end of the password is never upgraded; a new password is required', async () => {
    const long = 'lantern ladder lagoon '.repeat(4)
    const passwordHash = await bcrypt.hash(long, 10)
    const foreign = { passwordHash, passwordScheme: 'BCRYPT', passwordPepper: null }
    const user = await newAccount(foreign)
    for (const password of [`${long.slice(0, 72)} mistyped`, long]) {
      expect(await signIn({ identifier: user.email, password }, newVisitor(), NOW)).toEqual({
        ok: false,
        refusal: { code: 'password_reset_required' },
      })
    }
    expect(await prisma().user.findUniqueOrThrow({ where: { id: user.id } })).toMatchObject(foreign)
    const reset = { token: await mailedToken(user.email), password: 'copper kettle midnight' }
    expect(await resetPassword(reset, newVisitor(), NOW)).toMatchObject({ ok: true })
    const { password } = reset
    expect(await signIn({ identifier: user.email, password }, newVisitor(), NOW)).toMatchObject({
      ok: true,
    })
  })
})
