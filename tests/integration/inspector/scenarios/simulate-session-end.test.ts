import { expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { checkSession } from '../../setup/check-session'
import { renewIfDue } from '@/lib/services/sessions/renew-session'
import { simulateSessionEnd } from '@/lib/inspector/scenarios/simulate-session-end'
import { newAccount } from '../../setup/new-account'
import { newViewer } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'
import { actionsAbout, eventsAbout } from '../../setup/recorded-events'

const NOW = new Date('2026-03-01T12:00:00Z')
const TWENTY_SECONDS_ON = new Date('2026-03-01T12:00:20Z')

test('idle brings the end to twenty seconds from now, and ends nothing yet', async () => {
  const account = await newAccount()
  const viewer = await newViewer(account, NOW)
  await simulateSessionEnd(viewer, 'idle', newVisitor(), NOW)
  expect((await checkSession(viewer.session.id, NOW))?.endsAt).toEqual(TWENTY_SECONDS_ON)
  expect(await checkSession(viewer.session.id, TWENTY_SECONDS_ON)).toBeNull()
  expect(await sessionsOf(account.id)).toHaveLength(1)
})

test('idle is not undone by the page that shows it, however long ago the last activity was', async () => {
  const viewer = await newViewer(await newAccount(), NOW)
  const pressed = new Date('2026-03-01T12:00:50Z')
  await simulateSessionEnd(viewer, 'idle', newVisitor(), pressed)
  const session = await checkSession(viewer.session.id, pressed)
  if (session === null) throw new Error('It has ended')
  expect(await renewIfDue(session, pressed)).toEqual(session)
  expect(session.endsAt).toEqual(new Date('2026-03-01T12:01:10Z'))
})

test('revoke ends this session alone, and says why and from where', async () => {
  const account = await newAccount()
  const viewer = await newViewer(account, NOW)
  const kept = await newViewer(account, NOW)
  const visitor = newVisitor()
  await simulateSessionEnd(viewer, 'revoke', visitor, NOW)
  expect(await checkSession(viewer.session.id, NOW)).toBeNull()
  expect(await checkSession(kept.session.id, NOW)).not.toBeNull()
  expect(await sessionsOf(account.id)).toHaveLength(2)
  const [end] = (await eventsAbout(account.id)).filter(({ action }) => action === 'session_ended')
  expect(end).toMatchObject({ details: { reason: 'sign_out' }, address: visitor.address })
})

test('elsewhere ends it from another session, which is over too by then', async () => {
  const account = await newAccount()
  const viewer = await newViewer(account, NOW)
  const visitor = newVisitor()
  await simulateSessionEnd(viewer, 'elsewhere', visitor, NOW)
  expect(await checkSession(viewer.session.id, NOW)).toBeNull()
  const [other, ...more] = (await sessionsOf(account.id)).filter(
    ({ id }) => id !== viewer.session.id,
  )
  expect(more).toEqual([])
  expect(other).toMatchObject({
    ...{ revokedAt: NOW, remember: false, address: visitor.address },
    ...{ createdAt: NOW, lastSeenAt: NOW, provedAt: viewer.session.provedAt },
    ...{
      idleEndAt: new Date('2026-03-01T13:00:00Z'),
      absoluteEndAt: new Date('2026-03-01T20:00:00Z'),
    },
  })
})

test.each(['revoke', 'elsewhere'] as const)(
  '%s, pressed five times at once, ends one session and tells of it once',
  async (command) => {
    const account = await newAccount()
    const viewer = await newViewer(account, NOW)
    const press = () => simulateSessionEnd(viewer, command, newVisitor(), NOW)
    await Promise.all([press(), press(), press(), press(), press()])
    expect(await checkSession(viewer.session.id, NOW)).toBeNull()
    const ends = (await actionsAbout(account.id)).filter((action) => /^session_ended/.test(action))
    expect(ends).toEqual(['session_ended SUCCESS'])
  },
)

async function sessionsOf(userId: string) {
  return prisma().session.findMany({ where: { userId } })
}
