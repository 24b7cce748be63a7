import { beforeEach, describe, expect, test } from 'vitest'
import { pool } from '@/lib/data/database/pool'
import { prisma } from '@/lib/data/database/prisma'
import { days, later } from '@/lib/domain/time'
import { pruneAuditLog } from '@/lib/services/audit/audit-prune'
import { verifyAuditLog } from '@/lib/services/audit/audit-verify'
import { asOwner, at, emptyLog, NOON, record, sealAll, sealed } from '../../setup/sealed-log'

beforeEach(emptyLog)

describe('pruning', () => {
  const NEXT_WEEK = later(NOON, days(7))

  async function oldAndNew() {
    await sealed(6)
    return sealed(4, NEXT_WEEK)
  }

  test('removes older events, records itself, and leaves a log that verifies', async () => {
    const head = await oldAndNew()
    expect(await pruneAuditLog(NEXT_WEEK, NEXT_WEEK)).toEqual({ pruned: true, removed: 6 })
    expect(await verifyAuditLog(head)).toMatchObject({
      isIntact: true,
      isHeadFound: true,
      sealed: 4,
      waiting: 1,
      prunedThrough: 6n,
    })
    await sealAll()
    expect(await verifyAuditLog(head)).toMatchObject({ isIntact: true, sealed: 5 })
    const [pruning] = await prisma().auditEvent.findMany({ where: { action: 'audit_pruned' } })
    expect(pruning).toMatchObject({
      actorId: null,
      details: { removed: 6, through: 6, before: NEXT_WEEK.toISOString() },
    })
    expect(await prisma().auditOrigin.count()).toBe(4)
  })

  test('again, and of everything, still leaves a log that verifies', async () => {
    await oldAndNew()
    await pruneAuditLog(NEXT_WEEK, NEXT_WEEK)
    await sealAll()
    const late = later(NEXT_WEEK, days(7))
    expect(await pruneAuditLog(late, late)).toEqual({ pruned: true, removed: 5 })
    expect(await verifyAuditLog()).toMatchObject({ isIntact: true, sealed: 0, waiting: 1 })
    await sealed(2, late)
    expect(await verifyAuditLog()).toMatchObject({ isIntact: true, sealed: 3, prunedThrough: 11n })
  })

  test('nothing records nothing', async () => {
    await oldAndNew()
    expect(await pruneAuditLog(NOON, NEXT_WEEK)).toEqual({ pruned: true, removed: 0 })
    expect(await prisma().auditEvent.count()).toBe(10)
  })

  test('never removes a recent event that was sealed before an old one, or unsealed events', async () => {
    await sealed(1)
    await sealed(1, NEXT_WEEK)
    await sealed(1)
    await record(1)
    expect(await pruneAuditLog(NEXT_WEEK, NEXT_WEEK)).toEqual({ pruned: true, removed: 1 })
    expect(await verifyAuditLog()).toMatchObject({ isIntact: true, sealed: 2, waiting: 2 })
  })

  test('thousands of events works in batches', async () => {
    const values = `INSERT INTO audit_events (id, at, action, result)
      SELECT gen_random_uuid(), '2026-01-01T00:00:00Z', 'authn_login_fail', 'FAILURE'
        FROM generate_series(1, 4500)`
    await pool().query(values)
    await sealAll()
    expect(await pruneAuditLog(NOON, NOON)).toEqual({ pruned: true, removed: 4500 })
    await sealAll()
    expect(await verifyAuditLog()).toMatchObject({ isIntact: true, sealed: 3 })
  })

  test('is refused when the log does not verify, to keep the evidence', async () => {
    await oldAndNew()
    await asOwner(`UPDATE audit_events SET result = 'SUCCESS' WHERE id = ${at(2)}`)
    const pruning = await pruneAuditLog(NEXT_WEEK, NEXT_WEEK)
    expect(pruning).toMatchObject({ pruned: false, verification: { problemCount: 1 } })
    expect(await prisma().auditEvent.count()).toBe(10)
  })

  test('cannot be faked by someone with the database but without the key', async () => {
    await oldAndNew()
    const [{ seal, keyName } = { seal: '', keyName: '' }] = await prisma().auditSeal.findMany({
      where: { position: 3 },
    })
    const forged = JSON.stringify({ through: 3, keyName, proof: seal })
    await pool().query(
      `INSERT INTO audit_events (id, at, action, result, details)
       VALUES (gen_random_uuid(), now(), 'audit_pruned', 'SUCCESS', $1)`,
      [forged],
    )
    await sealAll()
    await asOwner(
      'DELETE FROM audit_events WHERE id IN (SELECT "eventId" FROM audit_seals WHERE position <= 3)',
      'DELETE FROM audit_seals WHERE position < 3',
    )
    expect((await verifyAuditLog()).problems).toMatchObject([
      { kind: 'beginning_missing', position: 3n },
      { kind: 'event_missing', position: 3n },
    ])
  })
})
