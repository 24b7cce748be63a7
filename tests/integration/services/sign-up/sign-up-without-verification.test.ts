import { beforeAll, expect, test, vi } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { signUp } from '@/lib/services/sign-up/sign-up'
import { requestEmailChange } from '@/lib/services/email/email-change'
import { undoEmailChange } from '@/lib/services/email/undo-email-change'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { confirmEmail } from '@/lib/services/sign-up/confirm-email'
import { mailedToken } from '../../setup/mailed-token'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newViewer } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'
import { eventsAbout } from '../../setup/recorded-events'
import { signUpValues } from '../../setup/sign-up-values'

const NOW = new Date('2026-03-01T12:00:00Z')

beforeAll(() => {
  // Before the first call of `env()`, which caches what it read.
  vi.stubEnv('REQUIRE_EMAIL_VERIFICATION', 'false')
  vi.stubEnv('ALLOWED_EMAIL_DOMAINS', 'example.org')
})

test('the user exists at once, and a taken email is reported', async () => {
  const input = signUpValues()
  const visitor = newVisitor()
  expect(await signUp(input, visitor, NOW)).toEqual({ ok: true, value: 'created' })
  const { id } = await prisma().user.findUniqueOrThrow({ where: { email: input.email } })
  expect(await eventsAbout(id)).toMatchObject([
    { action: 'user_created', result: 'SUCCESS', actorId: null, address: visitor.address },
  ])
  const again = await signUp({ ...signUpValues(), email: input.email }, newVisitor(), NOW)
  expect(again).toEqual({ ok: false, refusal: { code: 'user_exists' } })
})

test('a sign-up with an email that another user just left does not keep it from them', async () => {
  const [{ email: left }, { email: moved }] = [signUpValues(), signUpValues()]
  const account = await newAccount({ email: left })
  const viewer = await newViewer(account, NOW)
  await requestEmailChange(viewer, { email: moved }, newVisitor(), NOW)
  const link = { token: await mailedToken(moved), password: PASSWORD }
  expect(await confirmEmail(link, newVisitor(), NOW)).toMatchObject({ ok: true })
  const token = await mailedToken(left)
  const squatter = { ...signUpValues(), email: left }
  expect(await signUp(squatter, newVisitor(), NOW)).toEqual({ ok: true, value: 'created' })
  expect(await undoEmailChange(token, newVisitor(), NOW)).toMatchObject({ ok: true })
  const owner = await prisma().user.findUniqueOrThrow({ where: { email: left } })
  expect(owner.id).toBe(account.id)
  const signedIn = await signIn(
    { identifier: squatter.username, password: squatter.password },
    newVisitor(),
    NOW,
  )
  // Its domain is not allowed here, so it needs an administrator's help.
  expect(signedIn).toMatchObject({ refusal: { code: 'email_domain_refused' } })
})

test('twenty concurrent sign-ups with one email create one user', async () => {
  const { email } = signUpValues()
  const results = await Promise.all(
    Array.from({ length: 20 }, () => signUp({ ...signUpValues(), email }, newVisitor(), NOW)),
  )
  expect(results.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await prisma().user.count({ where: { email } })).toBe(1)
})

test('twenty concurrent sign-ups with one username create one user', async () => {
  const { username } = signUpValues()
  const results = await Promise.all(
    Array.from({ length: 20 }, () => signUp({ ...signUpValues(), username }, newVisitor(), NOW)),
  )
  expect(results.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await prisma().user.count({ where: { username } })).toBe(1)
})

test('an email at a domain that is not allowed is refused, and no user is created', async () => {
  const input = { ...signUpValues(), email: 'somebody@elsewhere.example' }
  const result = await signUp(input, newVisitor(), NOW)
  expect(result).toEqual({ ok: false, refusal: { code: 'email_domain_refused' } })
  expect(await prisma().user.count({ where: { email: input.email } })).toBe(0)
})

test('another database error is not reported as a taken email', async () => {
  const unstorable = { ...signUpValues(), name: 'N\0l' }
  await expect(signUp(unstorable, newVisitor(), NOW)).rejects.toThrow()
})
