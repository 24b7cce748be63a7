import { beforeAll, expect, test, vi } from 'vitest'
import { prisma } from '@/lib/data/prisma'
import { signUp } from '@/lib/services/sign-up'
import { newVisitor } from '../new-visitor'

const NOW = new Date('2026-03-01T12:00:00Z')

beforeAll(() => {
  // Before the first call of `env()`, which keeps what it read.
  vi.stubEnv('REQUIRE_EMAIL_VERIFICATION', 'false')
})

let made = 0
function someone() {
  made += 1
  return {
    name: 'New Person',
    username: `new-${made}`,
    email: `new-${made}@example.org`,
    password: 'copper kettle midnight',
  }
}

test('the user exists at once and a taken email is said', async () => {
  const input = someone()
  expect(await signUp(input, newVisitor(), NOW)).toEqual({ ok: true, value: 'created' })
  const again = await signUp({ ...someone(), email: input.email }, newVisitor(), NOW)
  expect(again).toEqual({ ok: false, refusal: { code: 'user_exists' } })
})

test('twenty sign-ups of one email at once make one user', async () => {
  const { email } = someone()
  const results = await Promise.all(
    Array.from({ length: 20 }, () => signUp({ ...someone(), email }, newVisitor(), NOW)),
  )
  expect(results.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await prisma().user.count({ where: { email } })).toBe(1)
})

test('twenty sign-ups of one username at once make one user', async () => {
  const { username } = someone()
  const results = await Promise.all(
    Array.from({ length: 20 }, () => signUp({ ...someone(), username }, newVisitor(), NOW)),
  )
  expect(results.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await prisma().user.count({ where: { username } })).toBe(1)
})
