import { expect, test } from 'vitest'
import { hashToken } from '@/lib/crypto/random-token'
import { prisma } from '@/lib/data/database/prisma'
import { later, minutes } from '@/lib/domain/time'
import {
  DEVICES_PER_PAGE,
  signOutEverywhere,
  signOutDevice,
  signOutOtherDevices,
  isThisDevice,
  listDevices,
} from '@/lib/services/sessions/devices'
import { checkSession } from '../../setup/check-session'
import { newAccount } from '../../setup/new-account'
import { newSession } from '../../setup/new-session'
import { newViewer } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'

const NOON = new Date('2026-03-01T12:00:00Z')
const after = (count: number) => later(NOON, minutes(count))

async function personWithDevices(otherCount: number) {
  const account = await newAccount()
  const viewer = await newViewer(account, NOON)
  const others = []
  for (let index = 1; index <= otherCount; index += 1) {
    others.push(await newSession(account, after(index)))
  }
  return { account, viewer, others }
}

const isAlive = async (sessionId: string, now: Date) =>
  (await checkSession(sessionId, now)) !== null

const endedEvents = (userId: string) =>
  prisma().auditEvent.findMany({
    where: { action: 'session_ended', targetId: userId },
    select: { actorId: true, details: true, originDigest: true },
    orderBy: { at: 'asc' },
  })

test('lists every open device, the current one separately, most recently used first', async () => {
  const { account, viewer, others } = await personWithDevices(3)
  const [ended, expired] = [await newSession(account, NOON), await newSession(account, NOON)]
  await prisma().session.update({ where: { id: ended.id }, data: { revokedAt: NOON } })
  await prisma().session.update({ where: { id: expired.id }, data: { idleEndAt: after(4) } })
  await newSession(await newAccount(), NOON)

  const list = await listDevices(viewer, 1, after(5))
  expect(list.current.deviceId).toBe(hashToken(viewer.session.id))
  expect(isThisDevice(viewer, list.current.deviceId)).toBe(true)
  expect(list.others.map(({ deviceId }) => deviceId)).toEqual(
    others.map(({ id }) => hashToken(id)).reverse(),
  )
  expect(list).toMatchObject({ otherCount: 3, page: 1, pageCount: 1 })
})

test("never reveals a session's id", async () => {
  const { viewer, others } = await personWithDevices(2)
  const told = JSON.stringify(await listDevices(viewer, 1, after(5)))
  for (const { id } of [viewer.session, ...others]) expect(told).not.toContain(id)
})

test('hundreds of devices are paged, and each is listed once', async () => {
  const account = await newAccount()
  const viewer = await newViewer(account, NOON)
  const { id, userId, ...row } = await prisma().session.findUniqueOrThrow({
    where: { id: viewer.session.id },
  })
  await prisma().session.createMany({
    data: Array.from({ length: 250 }, (_value, index) => ({
      ...row,
      userId,
      id: `${id}-${index}`,
      lastSeenAt: later(NOON, -(index % 50)),
    })),
  })
  const seen = new Set<string>()
  const { pageCount } = await listDevices(viewer, 1, NOON)
  for (let page = 1; page <= pageCount; page += 1) {
    const { others } = await listDevices(viewer, page, NOON)
    expect(others.length).toBeLessThanOrEqual(DEVICES_PER_PAGE)
    for (const { deviceId } of others) seen.add(deviceId)
  }
  expect(seen.size).toBe(250)
  expect((await listDevices(viewer, 999, NOON)).page).toBe(pageCount)
  expect(await signOutOtherDevices(viewer, newVisitor(), NOON)).toBe(250)
})

test('signing out a device ends it at once, keeps the others, and is recorded', async () => {
  const { account, viewer, others } = await personWithDevices(2)
  const [first = viewer.session, second = viewer.session] = others
  expect(isThisDevice(viewer, hashToken(first.id))).toBe(false)
  expect(isThisDevice(viewer, hashToken(viewer.session.id))).toBe(true)
  expect(await signOutDevice(viewer, hashToken(first.id), newVisitor(), after(5))).toBe(true)
  expect(await isAlive(first.id, after(5))).toBe(false)
  expect(await isAlive(second.id, after(5))).toBe(true)
  expect(await isAlive(viewer.session.id, after(5))).toBe(true)
  expect(await endedEvents(account.id)).toEqual([
    {
      actorId: account.id,
      details: { which: 'one', count: 1 },
      originDigest: expect.any(String) as string,
    },
  ])
})

test('signing out an ended device is fine and not recorded twice', async () => {
  const { account, viewer, others } = await personWithDevices(2)
  const [ended = viewer.session, expired = viewer.session] = others
  await prisma().session.update({ where: { id: expired.id }, data: { idleEndAt: after(3) } })
  expect(await signOutDevice(viewer, hashToken(ended.id), newVisitor(), after(5))).toBe(true)
  expect(await signOutDevice(viewer, hashToken(ended.id), newVisitor(), after(6))).toBe(true)
  expect(await signOutDevice(viewer, hashToken(expired.id), newVisitor(), after(6))).toBe(true)
  expect(await endedEvents(account.id)).toHaveLength(1)
})

test("another user's device and an unknown one get the same answer, and nothing changes", async () => {
  const eve = await personWithDevices(0)
  const ada = await personWithDevices(1)
  const [theirs = ada.viewer.session] = ada.others
  for (const deviceId of [hashToken(theirs.id), hashToken('nobody’s'), theirs.id, '', "' OR 1=1"]) {
    expect(await signOutDevice(eve.viewer, deviceId, newVisitor(), after(5))).toBe(false)
  }
  expect(await isAlive(theirs.id, after(5))).toBe(true)
  expect(await endedEvents(eve.account.id)).toEqual([])
  expect(await endedEvents(ada.account.id)).toEqual([])
})

test("signing out the other devices ends only the user's own", async () => {
  const { account, viewer, others } = await personWithDevices(3)
  const stranger = await personWithDevices(1)
  expect(await signOutOtherDevices(viewer, newVisitor(), after(5))).toBe(3)
  for (const { id } of others) expect(await isAlive(id, after(5))).toBe(false)
  expect(await isAlive(viewer.session.id, after(5))).toBe(true)
  for (const { id } of stranger.others) expect(await isAlive(id, after(5))).toBe(true)
  expect(await signOutOtherDevices(viewer, newVisitor(), after(6))).toBe(0)
  expect((await endedEvents(account.id)).map(({ details }) => details)).toEqual([
    { which: 'others', count: 3 },
  ])
})

test('signing out all devices includes this one', async () => {
  const { account, viewer, others } = await personWithDevices(2)
  expect(await signOutEverywhere(viewer, newVisitor(), after(5))).toBe(3)
  for (const { id } of [viewer.session, ...others]) expect(await isAlive(id, after(5))).toBe(false)
  expect((await endedEvents(account.id)).map(({ details }) => details)).toEqual([
    { which: 'all', count: 3 },
  ])
})

test('two devices that sign each other out at once both end, once each', async () => {
  const account = await newAccount()
  const [one, other] = [await newViewer(account, NOON), await newViewer(account, NOON)]
  await Promise.all([
    signOutDevice(one, hashToken(other.session.id), newVisitor(), after(1)),
    signOutDevice(other, hashToken(one.session.id), newVisitor(), after(1)),
    signOutDevice(one, hashToken(other.session.id), newVisitor(), after(1)),
  ])
  expect(await isAlive(one.session.id, after(1))).toBe(false)
  expect(await isAlive(other.session.id, after(1))).toBe(false)
  expect(await endedEvents(account.id)).toHaveLength(2)
})
