import { expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { setUserPassword } from '@/lib/data/users/user-passwords'
import { hashPassword } from '@/lib/password/password'
import { unwrap } from '@/lib/platform/result'
import { checkSession } from '../../setup/check-session'
import { renewIfDue } from '@/lib/services/sessions/renew-session'
import { endSession, openSession } from '@/lib/services/sessions/sessions'
import { newAccount } from '../../setup/new-account'
import { newSession } from '../../setup/new-session'
import { newVisitor } from '../../setup/new-visitor'
import { eventsAbout } from '../../setup/recorded-events'

const START = new Date('2026-03-01T12:00:00Z')
const after = (minutes: number) => new Date(START.getTime() + minutes * 60_000)

async function opened(remember = false) {
  const user = await newAccount()
  return { user, session: await newSession(user, START, { remember }) }
}

async function aliveAt(sessionId: string, minutes: number): Promise<boolean> {
  return (await checkSession(sessionId, after(minutes))) !== null
}

test('a session ends an hour after the last activity', async () => {
  const { session } = await opened()
  expect(await aliveAt(session.id, 59)).toBe(true)
  expect(await aliveAt(session.id, 60)).toBe(false)
})

test('activity extends the idle expiry, up to the absolute one', async () => {
  const { session } = await opened()
  for (let minute = 50; minute < 480; minute += 50) {
    const live = await checkSession(session.id, after(minute))
    expect(live).not.toBeNull()
    if (live) await renewIfDue(live, after(minute))
  }
  expect(await aliveAt(session.id, 479)).toBe(true)
  expect(await aliveAt(session.id, 480)).toBe(false)
})

test('a remembered session has only the long limit', async () => {
  const { session } = await opened(true)
  expect(await aliveAt(session.id, 60 * 24 * 29)).toBe(true)
  expect(await aliveAt(session.id, 60 * 24 * 30)).toBe(false)
})

test('within a minute nothing is renewed', async () => {
  const { session } = await opened()
  const soon = new Date(START.getTime() + 59_000)
  const live = await checkSession(session.id, soon)
  if (live) await renewIfDue(live, soon)
  const row = await prisma().session.findUniqueOrThrow({ where: { id: session.id } })
  expect(row.lastSeenAt).toEqual(START)
})

test('concurrent requests renew once, to the same expiry', async () => {
  const { session } = await opened()
  const live = await checkSession(session.id, after(5))
  if (!live) throw new Error('the session should be open')
  const renewed = await Promise.all(Array.from({ length: 20 }, () => renewIfDue(live, after(5))))
  const row = await prisma().session.findUniqueOrThrow({ where: { id: session.id } })
  expect(row.idleEndAt).toEqual(after(65))
  for (const one of renewed) {
    const ends = { lastSeenAt: after(5), idleEndAt: after(65), endsAt: after(65) }
    expect(one).toMatchObject({ id: session.id, ...ends })
  }
})

test('a stale copy of a session renews nothing for a minute', async () => {
  const { session } = await opened()
  const live = await checkSession(session.id, after(5))
  if (!live) throw new Error('the session should be open')
  await renewIfDue(live, after(5))
  await renewIfDue(live, after(5.5))
  const { lastSeenAt } = await prisma().session.findUniqueOrThrow({ where: { id: session.id } })
  expect(lastSeenAt).toEqual(after(5))
})

test('an ended session is refused at once, and cannot be renewed', async () => {
  const { session } = await opened()
  const live = await checkSession(session.id, after(5))
  await endSession(session.id, { ...newVisitor(), reason: 'sign_out' }, after(5))
  if (live) await renewIfDue(live, after(5))
  expect(await aliveAt(session.id, 5)).toBe(false)
})

test('a disabled or deleted user has no live session', async () => {
  const disabled = await opened()
  const deleted = await opened()
  await prisma().user.update({ where: { id: disabled.user.id }, data: { disabledAt: after(1) } })
  await prisma().user.delete({ where: { id: deleted.user.id } })
  expect(await aliveAt(disabled.session.id, 2)).toBe(false)
  expect(await aliveAt(deleted.session.id, 2)).toBe(false)
})

test('an unknown session is not alive, and ending it records no event', async () => {
  expect(await checkSession('no-such-session', START)).toBeNull()
  await endSession('no-such-session', { ...newVisitor(), reason: 'sign_out' }, START)
  expect(await eventsAbout(null)).toEqual([])
})

test('a session opened without a sign-in reports no failures and no new device', async () => {
  const { user } = await opened()
  expect(await eventsAbout(user.id)).toMatchObject([
    { action: 'authn_login_success', details: { failures: 0, isNewDevice: false } },
    { action: 'session_created' },
  ])
})

test('a password replaced during the check opens no session', async () => {
  const user = await newAccount()
  const request = { address: '203.0.113.7', userAgent: 'test', remember: false }
  await setUserPassword(prisma(), user, unwrap(await hashPassword('another long secret')), START)
  expect(await openSession(user, request, START)).toBeNull()
  expect(await prisma().session.count({ where: { userId: user.id } })).toBe(0)
})
