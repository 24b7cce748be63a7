import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { endAllSessions, findNamedUser, makeResetLink } from '@/lib/services/admin/operator'
import { resetPassword } from '@/lib/services/passwords/password-reset'
import { checkSession } from '../../setup/check-session'
import { newAccount } from '../../setup/new-account'
import { newSession } from '../../setup/new-session'
import { newVisitor } from '../../setup/new-visitor'
import { eventsAbout } from '../../setup/recorded-events'

/* The services behind the command line; `cli` tests the commands themselves, as processes. */

const NOW = new Date('2026-03-01T12:00:00Z')
const HALF_AN_HOUR_LATER = new Date('2026-03-01T12:30:00Z')
const tokenOf = (url: string) => new URL(url).searchParams.get('token') ?? ''

beforeEach(async () => {
  await prisma().user.deleteMany()
})

test('a user is found by id, email or username in any letter case', async () => {
  const { id, email, username } = await newAccount()
  const names = [id, ` ${id.toUpperCase()} `, email, email.toUpperCase(), ` ${username} `]
  for (const name of [...names, `@${username}`, `${email}\u200b`]) {
    expect(await findNamedUser(name), name).toMatchObject({ id, email, username })
  }
  for (const name of ['', ' ', randomUUID(), 'nobody', 'nobody@example.com', `${id}x`]) {
    expect(await findNamedUser(name), name).toBeNull()
  }
})

test('a user is found by an internationalized email as written', async () => {
  const { id } = await newAccount({ email: 'info@xn--mnchen-test-thb.de' })
  expect(await findNamedUser('info@münchen-test.de')).toMatchObject({ id })
})

test('ending all sessions ends the open ones and returns their number', async () => {
  const sessions = [
    await newSession(await newAccount(), NOW),
    await newSession(await newAccount(), NOW, { remember: true }),
  ]
  expect(await endAllSessions(NOW)).toBe(2)
  for (const { id } of sessions) expect(await checkSession(id, NOW)).toBeNull()
  expect(await endAllSessions(NOW)).toBe(0)
  expect(await eventsAbout(null)).toMatchObject([
    {
      ...{ action: 'session_ended', result: 'SUCCESS', actorId: null },
      details: { via: 'cli', sessionsEnded: 2 },
    },
    { details: { via: 'cli', sessionsEnded: 0 } },
  ])
})

test('a new reset link replaces the one before and is recorded in the audit log', async () => {
  const { id } = await newAccount()
  const first = await makeResetLink(id, NOW)
  const second = await makeResetLink(id, NOW)
  const [older, newer] = [first, second].map((made) => (made?.ok ? tokenOf(made.value.url) : ''))
  expect(second).toMatchObject({ ok: true, value: { expiresAt: HALF_AN_HOUR_LATER } })
  expect(await eventsAbout(id)).toMatchObject([
    { action: 'authn_token_created', actorId: null, details: { purpose: 'reset_password' } },
    { action: 'authn_token_created', details: { via: 'cli' } },
  ])

  const use = (token = '') =>
    resetPassword({ token, password: 'lantern meadow bicycle' }, newVisitor(), NOW)
  expect(await use(older)).toMatchObject({ refusal: { code: 'token_invalid' } })
  expect(await use(newer)).toMatchObject({ ok: true })
  expect(await prisma().outboxMail.count({ where: { template: 'reset-password' } })).toBe(0)
})

test('there is no reset link for an unknown user', async () => {
  for (const id of ['', 'nobody', randomUUID()]) expect(await makeResetLink(id, NOW)).toBeNull()
})
