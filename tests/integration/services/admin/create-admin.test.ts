import { beforeEach, expect, test, vi } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { createAdmin } from '@/lib/services/admin/create-admin'
import { resetPassword } from '@/lib/services/passwords/password-reset'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { mailedToken } from '../../setup/mailed-token'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newVisitor } from '../../setup/new-visitor'
import { eventsAbout } from '../../setup/recorded-events'

vi.hoisted(() => vi.stubEnv('ALLOWED_EMAIL_DOMAINS', 'example.com'))

const NOW = new Date('2026-03-01T12:00:00Z')
const GRACE = { email: 'grace@example.com', username: 'grace', name: 'Grace Hopper' }
const refused = (code: string) => ({ ok: false, refusal: { code } })

const attempt = (password: string) =>
  signIn({ identifier: GRACE.email, password }, newVisitor(), NOW)

beforeEach(async () => {
  await prisma().user.deleteMany()
  await prisma().outboxMail.deleteMany()
})

test('an administrator with a password may sign in at once, and nothing is mailed', async () => {
  const made = await createAdmin(GRACE, { password: PASSWORD }, NOW)
  expect(made).toMatchObject({ ok: true, value: { link: null } })
  expect(await attempt(PASSWORD)).toMatchObject({ ok: true, value: { role: 'ADMIN' } })
  expect(await prisma().outboxMail.count()).toBe(0)
  const [created] = await eventsAbout(made.ok ? made.value.id : null)
  expect(created).toMatchObject({
    ...{ action: 'user_created', result: 'SUCCESS', actorId: null },
    details: { via: 'cli', role: 'ADMIN' },
  })
})

test.each(['returned', 'mailed'] as const)(
  'without one, the link that is %s lets them set it',
  async (link) => {
    const made = await createAdmin(GRACE, { link }, NOW)
    const url = made.ok ? made.value.link?.url : undefined
    expect(url !== undefined).toBe(link === 'returned')
    expect(await prisma().outboxMail.count()).toBe(link === 'mailed' ? 1 : 0)
    const token = url ? new URL(url).searchParams.get('token') : await mailedToken(GRACE.email)
    const chosen = { token: token ?? '', password: PASSWORD }

    expect(await attempt(PASSWORD)).toMatchObject({ ok: false })
    expect(await resetPassword(chosen, newVisitor(), NOW)).toMatchObject({ ok: true })
    expect(await attempt(PASSWORD)).toMatchObject({ ok: true })
  },
)

test('the rules are those of sign-up, and a refusal creates nobody', async () => {
  const taken = await newAccount()
  const first = { link: 'returned' } as const
  const elsewhere = { ...GRACE, email: 'grace@example.org' }
  expect(await createAdmin(elsewhere, first, NOW)).toEqual(refused('email_domain_refused'))
  const sameName = { ...GRACE, username: taken.username }
  expect(await createAdmin(sameName, first, NOW)).toEqual(refused('username_taken'))
  const sameEmail = { ...GRACE, email: taken.email }
  expect(await createAdmin(sameEmail, first, NOW)).toEqual(refused('user_exists'))
  const short = await createAdmin(GRACE, { password: 'too short' }, NOW)
  expect(short).toEqual(refused('password_length'))
  expect(await prisma().user.count()).toBe(1)
})

test.each([
  ['username', { ...GRACE, email: 'hopper@example.com' }, 'username_taken'],
  ['email', { ...GRACE, username: 'hopper' }, 'user_exists'],
])('of two concurrent requests with one %s, one succeeds', async (_what, other, code) => {
  const made = await Promise.all(
    [GRACE, other].map((admin) => createAdmin(admin, { link: 'mailed' }, NOW)),
  )
  expect(made.map(({ ok }) => ok).sort()).toEqual([false, true])
  expect(made).toContainEqual(refused(code))
  expect(await prisma().user.count()).toBe(1)
  expect(await prisma().outboxMail.count()).toBe(1)
})
