import { describe, expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { confirmEmail } from '@/lib/services/sign-up/confirm-email'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { signUp } from '@/lib/services/sign-up/sign-up'
import { fillQueue } from '../../setup/full-queue'
import { mailedToken } from '../../setup/mailed-token'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newVisitor } from '../../setup/new-visitor'
import { signUpValues } from '../../setup/sign-up-values'

const NOW = new Date('2026-03-01T12:00:00Z')
const TOMORROW = new Date('2026-03-02T12:00:01Z')

describe('with email verification', () => {
  test('there is no user until the link and the password confirm it', async () => {
    const input = signUpValues()
    expect(await signUp(input, newVisitor(), NOW)).toEqual({ ok: true, value: 'confirmation_sent' })
    expect(await prisma().user.findUnique({ where: { email: input.email } })).toBeNull()

    const token = await mailedToken(input.email)
    const confirmed = await confirmEmail({ token, password: input.password }, newVisitor(), NOW)
    expect(confirmed).toEqual({ ok: true, value: 'confirmed' })
    const user = await signIn(
      { identifier: input.username, password: input.password },
      newVisitor(),
      NOW,
    )
    expect(user).toMatchObject({ ok: true, value: { email: input.email, role: 'USER' } })
  })

  test('a taken email gets the same answer, a mail to its owner, and no link', async () => {
    const owner = await newAccount()
    const input = { ...signUpValues(), email: owner.email }
    expect(await signUp(input, newVisitor(), NOW)).toEqual({ ok: true, value: 'confirmation_sent' })
    const mails = await prisma().outboxMail.findMany({ where: { to: owner.email } })
    expect(mails.map(({ template }) => template)).toEqual(['sign-up-taken'])
    expect(mails[0]?.sealedToken).toBeNull()
  })

  test("the link of someone else's sign-up is useless without its password", async () => {
    const input = signUpValues()
    await signUp(input, newVisitor(), NOW)
    const token = await mailedToken(input.email)
    const wrong = await confirmEmail({ token, password: PASSWORD }, newVisitor(), NOW)
    const right = await confirmEmail({ token, password: input.password }, newVisitor(), NOW)
    expect(wrong).toEqual({ ok: false, refusal: { code: 'password_wrong' } })
    expect(right.ok).toBe(true)
  })

  test("a second sign-up leaves the first one's link valid", async () => {
    const first = signUpValues()
    await signUp(first, newVisitor(), NOW)
    const token = await mailedToken(first.email)
    await signUp(
      { ...first, username: `${first.username}-b`, password: 'another long secret' },
      newVisitor(),
      NOW,
    )
    const confirmed = await confirmEmail({ token, password: first.password }, newVisitor(), NOW)
    expect(confirmed.ok).toBe(true)
  })

  test('a link works once, and not after it expires', async () => {
    const used = signUpValues()
    const late = signUpValues()
    await signUp(used, newVisitor(), NOW)
    await signUp(late, newVisitor(), NOW)
    const usedToken = await mailedToken(used.email)
    const lateToken = await mailedToken(late.email)
    await confirmEmail({ token: usedToken, password: used.password }, newVisitor(), NOW)
    const again = await confirmEmail(
      { token: usedToken, password: used.password },
      newVisitor(),
      NOW,
    )
    const tooLate = await confirmEmail(
      { token: lateToken, password: late.password },
      newVisitor(),
      TOMORROW,
    )
    expect(again).toEqual({ ok: false, refusal: { code: 'token_invalid' } })
    expect(tooLate).toEqual({ ok: false, refusal: { code: 'token_invalid' } })
  })

  test('a username taken meanwhile has to be replaced, and the link stays valid', async () => {
    const one = signUpValues()
    const other = { ...signUpValues(), username: one.username }
    await signUp(one, newVisitor(), NOW)
    await signUp(other, newVisitor(), NOW)
    const otherToken = await mailedToken(other.email)
    await confirmEmail(
      { token: await mailedToken(one.email), password: one.password },
      newVisitor(),
      NOW,
    )
    const taken = await confirmEmail(
      { token: otherToken, password: other.password },
      newVisitor(),
      NOW,
    )
    const renamed = await confirmEmail(
      { token: otherToken, password: other.password, username: `${one.username}-2` },
      newVisitor(),
      NOW,
    )
    expect(taken).toEqual({ ok: false, refusal: { code: 'username_taken' } })
    expect(renamed.ok).toBe(true)
  })

  test(
    'fifty concurrent confirmations of one link create one user',
    { timeout: 60_000 },
    async () => {
      const input = signUpValues()
      await signUp(input, newVisitor(), NOW)
      const token = await mailedToken(input.email)
      const results = await Promise.all(
        Array.from({ length: 50 }, () =>
          confirmEmail({ token, password: input.password }, newVisitor(), NOW),
        ),
      )
      expect(results.filter(({ ok }) => ok)).toHaveLength(1)
      expect(await prisma().user.count({ where: { email: input.email } })).toBe(1)
    },
  )
})

test('a taken username is reported before the email is checked', async () => {
  const owner = await newAccount()
  const result = await signUp({ ...signUpValues(), username: owner.username }, newVisitor(), NOW)
  expect(result).toEqual({ ok: false, refusal: { code: 'username_taken' } })
  expect(await prisma().pendingSignUp.count({ where: { username: owner.username } })).toBe(0)
})

test('a common password is refused, and nothing is stored', async () => {
  const input = { ...signUpValues(), password: 'passwordpassword' }
  const result = await signUp(input, newVisitor(), NOW)
  expect(result).toEqual({ ok: false, refusal: { code: 'password_common' } })
  expect(await prisma().pendingSignUp.count({ where: { email: input.email } })).toBe(0)
})

test('with a full hashing queue one has to retry, and nothing is stored', async () => {
  const input = signUpValues()
  const releaseQueue = await fillQueue()
  const result = await signUp(input, newVisitor(), NOW)
  await releaseQueue()
  expect(result).toMatchObject({ ok: false, refusal: { code: 'busy' } })
  expect(result).toHaveProperty('refusal.retryAfterSeconds', expect.any(Number))
  expect(await prisma().pendingSignUp.count({ where: { email: input.email } })).toBe(0)
})
