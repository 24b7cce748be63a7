import { randomUUID } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { digestOfOrigin, recordAuditEvent, recordAuditEvents } from '@/lib/data/audit/audit-log'
import { inTransaction, prisma } from '@/lib/data/database/prisma'
import { log } from '@/lib/platform/log'
import { eventsAbout } from '../../setup/recorded-events'

const NOW = new Date('2026-03-01T12:00:00Z')
const ORIGIN = { address: '203.0.113.7', userAgent: 'test' }

const signedIn = (targetId: string) =>
  ({ action: 'authn_login_success', result: 'SUCCESS', actorId: targetId, targetId }) as const

describe('an audit event', () => {
  test('is stored with its client info apart, bound to it by a salted digest', async () => {
    const id = randomUUID()
    const details = { failures: 2, isNewDevice: true }
    await recordAuditEvent(prisma(), { ...signedIn(id), details, origin: ORIGIN }, NOW)
    const [event] = await prisma().auditEvent.findMany({ where: { targetId: id } })
    const origin = await prisma().auditOrigin.findUniqueOrThrow({
      where: { eventId: event?.id ?? '' },
    })
    expect(event).toMatchObject({ at: NOW, result: 'SUCCESS', actorId: id, details })
    expect(origin).toMatchObject({ ...ORIGIN, personId: id, at: NOW })
    expect(event?.originDigest).toBe(digestOfOrigin(origin.salt, origin))
    expect(JSON.stringify(event)).not.toContain(ORIGIN.address)
  })

  test('is ordered by time and starts unsealed', async () => {
    const id = randomUUID()
    for (const seconds of [2, 0, 1]) {
      await recordAuditEvent(prisma(), signedIn(id), new Date(NOW.getTime() + seconds * 1000))
    }
    const events = await prisma().auditEvent.findMany({
      where: { targetId: id },
      orderBy: { id: 'asc' },
    })
    expect(events.map(({ at }) => at.getTime() - NOW.getTime())).toEqual([0, 1000, 2000])
    for (const event of events) expect(event.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/)
    const waiting = await prisma().auditUnsealed.count({
      where: { eventId: { in: events.map((event) => event.id) } },
    })
    expect(waiting).toBe(3)
  })

  test('is committed or rolled back with the change it records', async () => {
    const [kept, undone] = [randomUUID(), randomUUID()]
    const info = vi.spyOn(log, 'info')
    await inTransaction((database) => recordAuditEvent(database, signedIn(kept), NOW))
    const failing = inTransaction(async (database) => {
      await recordAuditEvent(database, signedIn(undone), NOW)
      throw new Error('rolled back')
    })
    await expect(failing).rejects.toThrow('rolled back')
    expect(await eventsAbout(kept)).toHaveLength(1)
    expect(await eventsAbout(undone)).toEqual([])
    expect(info.mock.calls.map(([line]) => line.targetId)).toEqual([kept])
  })

  test('writes one log line, without its details', async () => {
    const id = randomUUID()
    const [info, warn] = [vi.spyOn(log, 'info'), vi.spyOn(log, 'warn')]
    const details = { secretive: 'never in a log' }
    const failed = { ...signedIn(id), action: 'authn_login_fail', result: 'FAILURE' } as const
    await recordAuditEvents(prisma(), [signedIn(id), { ...failed, details, origin: ORIGIN }], NOW)
    expect(info).toHaveBeenCalledExactlyOnceWith({
      event: 'authn_login_success',
      result: 'SUCCESS',
      actorId: id,
      targetId: id,
    })
    expect(warn).toHaveBeenCalledExactlyOnceWith({
      event: 'authn_login_fail',
      result: 'FAILURE',
      actorId: id,
      targetId: id,
      address: ORIGIN.address,
    })
  })
})

describe('the audit table refuses', () => {
  const execute = (sql: string) => prisma().$executeRawUnsafe(sql)

  test.each([
    "UPDATE audit_events SET result = 'FAILURE'",
    "UPDATE audit_events SET result = 'FAILURE' WHERE false",
    'DELETE FROM audit_events',
    'TRUNCATE audit_events',
    'TRUNCATE audit_events CASCADE',
    "UPDATE audit_seals SET seal = ''",
    'DELETE FROM audit_seals',
    'TRUNCATE audit_seals',
    "INSERT INTO audit_events SELECT * FROM audit_events ON CONFLICT (id) DO UPDATE SET action = 'x'",
  ])('%s', async (sql) => {
    const id = randomUUID()
    await recordAuditEvent(prisma(), signedIn(id), NOW)
    await expect(execute(sql)).rejects.toThrow(/only added to/)
    expect(await eventsAbout(id)).toHaveLength(1)
  })
})
