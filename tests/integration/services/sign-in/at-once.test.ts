import { beforeAll, expect, test, vi } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newVisitor } from '../../setup/new-visitor'
import { actionsAbout } from '../../setup/recorded-events'
import { completeSignIn } from '../../setup/complete-sign-in'

const NOON = new Date('2026-03-01T12:00:00Z')
const WRONG = 'not the password!'

beforeAll(() => {
  vi.stubEnv('SIGN_IN_MAX_FAILURES', '3')
})

const atOnce = (identifier: string, passwords: readonly string[]) =>
  Promise.all(
    passwords.map((password) => completeSignIn({ identifier, password }, newVisitor(), NOON)),
  )

const codeOf = (answer: Awaited<ReturnType<typeof completeSignIn>>) =>
  answer.ok ? 'ok' : answer.refusal.code

test('users who sign in to a shared account at once all get in, and count no failures', async () => {
  const { id, email } = await newAccount()
  const answers = await atOnce(
    email,
    Array.from({ length: 6 }, () => PASSWORD),
  )
  expect(answers.map(codeOf)).toEqual(answers.map(() => 'ok'))
  expect(await prisma().session.count({ where: { userId: id } })).toBe(6)
  const signIns = (await actionsAbout(id)).filter((action) => action.startsWith('authn_login'))
  expect(new Set(signIns)).toEqual(new Set(['authn_login_success SUCCESS']))
})

test('of concurrent guesses no more than the limit are verified, and the rest are refused', async () => {
  const { email } = await newAccount()
  const answers = await atOnce(
    email,
    Array.from({ length: 6 }, () => WRONG),
  )
  expect(answers.map(codeOf).filter((code) => code === 'invalid_credentials')).toHaveLength(3)
  expect(answers.map(codeOf).filter((code) => code === 'rate_limited')).toHaveLength(3)
})

test('a refusal gives the wait of the existing lock', async () => {
  const { email } = await newAccount()
  await atOnce(email, [WRONG, WRONG, WRONG])
  expect(await atOnce(email, [PASSWORD])).toEqual([
    { ok: false, refusal: { code: 'rate_limited', retryAfterSeconds: 30 } },
  ])
})
