import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import { lockAuditChain } from '@/lib/data/audit/audit-seals'
import { inTransaction, prisma } from '@/lib/data/database/prisma'
import { later } from '@/lib/domain/time'
import { log } from '@/lib/platform/log'
import { auditHeadText, parseAuditHead, sealAuditEvents } from '@/lib/services/audit/audit-seal'
import { verifyAuditLog } from '@/lib/services/audit/audit-verify'
import { newAccount } from '../../setup/new-account'
import {
  asOwner,
  at,
  emptyLog,
  newestSeal,
  NOON,
  record,
  sealAll,
  sealed,
} from '../../setup/sealed-log'

beforeEach(emptyLog)

describe('sealing', () => {
  test('covers every event once, in one chain that verifies', async () => {
    await record(1203)
    await sealAll()
    expect(await verifyAuditLog()).toMatchObject({
      isIntact: true,
      sealed: 1203,
      waiting: 0,
      problems: [],
    })
  })

  test('by many processes at once makes one chain without gaps', async () => {
    const work = Array.from({ length: 40 }, async (_value, index) => {
      if (index % 2 === 0) await record(10)
      else for (let round = 0; round < 10; round += 1) await sealAuditEvents(null, NOON)
    })
    await Promise.all(work)
    await sealAll()
    const verification = await verifyAuditLog()
    expect(verification).toMatchObject({ isIntact: true, sealed: 200, waiting: 0 })
    expect(await prisma().auditSeal.count()).toBe(200)
  })

  test('includes an event only after it is committed, however late', async () => {
    let commit = () => {}
    const held = new Promise<void>((resolve) => (commit = resolve))
    let isWritten = () => {}
    const written = new Promise<void>((resolve) => (isWritten = resolve))
    const slow = inTransaction(async (database) => {
      const event = { action: 'user_updated', result: 'SUCCESS', actorId: null } as const
      await recordAuditEvent(database, { ...event, targetId: randomUUID() }, NOON)
      isWritten()
      await held
    })
    await written
    const early = await sealed(2, later(NOON, 60_000))
    expect(early.position).toBe(2n)
    commit()
    await slow
    await sealAll()
    expect(await verifyAuditLog(early)).toMatchObject({ isIntact: true, sealed: 3 })
  })

  test('logs each head, which a later verification accepts', async () => {
    const info = vi.spyOn(log, 'info')
    const head = await sealed(3)
    const line = info.mock.calls.map(([one]) => one).find(({ event }) => event === 'audit_sealed')
    expect(line).toEqual({ event: 'audit_sealed', count: 3, head: auditHeadText(head) })
    const parsed = parseAuditHead(String(line?.head))
    expect(parsed).toEqual(head)
    expect(await verifyAuditLog(parsed)).toMatchObject({ isIntact: true, isHeadFound: true })
  })

  test('returns the number sealed and the new head', async () => {
    await record(2)
    const first = await sealAuditEvents(null, NOON)
    expect(first).toEqual({ sealed: 2, head: await newestSeal() })
    await record(1)
    const second = await sealAuditEvents(first.head, NOON)
    expect(second).toEqual({ sealed: 1, head: await newestSeal() })
    expect(second.head?.position).toBe(3n)
  })

  test('with nothing to seal returns at once with the known head', async () => {
    const error = vi.spyOn(log, 'error')
    await sealed(1)
    const known = { position: 99n, seal: 'a'.repeat(43) }
    expect(await sealAuditEvents(known, NOON)).toEqual({ sealed: 0, head: known })
    expect(error).not.toHaveBeenCalled()
  })

  test('is skipped while another process is sealing', async () => {
    const known = await sealed(1)
    await record(1)
    await inTransaction(async (database) => {
      await lockAuditChain(database)
      expect(await sealAuditEvents(known, NOON)).toEqual({ sealed: 0, head: known })
    })
    expect(await sealAuditEvents(known, NOON)).toMatchObject({ sealed: 1 })
  })

  test('reports no problem if the chain continues from the head this process knows', async () => {
    const error = vi.spyOn(log, 'error')
    const first = await sealed(2)
    await sealed(2, later(NOON, 10_000))
    for (const known of [null, first, await newestSeal()]) {
      await record(1, later(NOON, 20_000))
      await sealAuditEvents(known, NOON)
    }
    expect(error).not.toHaveBeenCalled()
  })

  test('reports if the newest seal differs, or is missing', async () => {
    const error = vi.spyOn(log, 'error')
    const { position } = await sealed(2)
    const other = { position, seal: 'a'.repeat(43) }
    await record(1, later(NOON, 10_000))
    await sealAuditEvents(other, NOON)
    await emptyLog()
    await record(1)
    await sealAuditEvents(other, NOON)
    expect(error.mock.calls).toEqual([
      [{ event: 'audit_chain_cut', head: auditHeadText(other) }],
      [{ event: 'audit_chain_cut', head: auditHeadText(other) }],
    ])
  })

  test('reports if the chain ends before the head this process knows', async () => {
    const error = vi.spyOn(log, 'error')
    const head = await sealed(3)
    await asOwner(
      `DELETE FROM audit_events WHERE id = ${at(3)}`,
      'DELETE FROM audit_seals WHERE position = 3',
    )
    await record(1)
    await sealAuditEvents(head, NOON)
    expect(error).toHaveBeenCalledWith({ event: 'audit_chain_cut', head: auditHeadText(head) })
  })
})

test.each([
  '',
  '7',
  '7:',
  ':x',
  `-1:${'a'.repeat(43)}`,
  `1:${'a'.repeat(42)}`,
  `1:${'a'.repeat(44)}`,
  `1:${'ä'.repeat(43)}`,
  `${'1'.repeat(19)}:${'a'.repeat(43)}`,
])('the head %j is invalid', (text) => {
  expect(parseAuditHead(text)).toBeNull()
})

test('a head is found within its log line', () => {
  const seal = 'aZ0-_'.padEnd(43, 'b')
  expect(parseAuditHead(` 1204:${seal}\n`)).toEqual({ position: 1204n, seal })
})

describe('verification', () => {
  test('accepts a log that is empty, or that has no seal yet', async () => {
    expect(await verifyAuditLog()).toMatchObject({ isIntact: true, sealed: 0, head: null })
    await record(2)
    expect(await verifyAuditLog()).toMatchObject({ isIntact: true, sealed: 0, waiting: 2 })
  })

  test.each([
    ['what was done', `action = 'authn_login_success'`],
    ['how it ended', `result = 'SUCCESS'`],
    ['when', `at = at - interval '1 millisecond'`],
    ['who did it', `"actorId" = gen_random_uuid()`],
    ['whose account it was', `"targetId" = gen_random_uuid()`],
    ['that it was anybody’s', `"targetId" = NULL`],
    ['a detail', `details = jsonb_set(details, '{made}', '7')`],
    ['a detail that was not there', `details = details || '{"more": true}'`],
    ['the digest of where it came from', `"originDigest" = 'x'`],
  ])('detects an event with another account of %s', async (_what, change) => {
    await sealed(5)
    await asOwner(`UPDATE audit_events SET ${change} WHERE id = ${at(3)}`)
    const { isIntact, problems } = await verifyAuditLog()
    expect(isIntact).toBe(false)
    expect(problems[0]).toMatchObject({ kind: 'event_changed', position: 3n })
    for (const { position } of problems) expect(position).toBe(3n)
  })

  test('detects a missing event', async () => {
    await sealed(5)
    await asOwner(`DELETE FROM audit_events WHERE id = ${at(2)}`)
    expect((await verifyAuditLog()).problems).toMatchObject([
      { kind: 'event_missing', position: 2n },
    ])
  })

  test('detects an event missing with its seal, including the first ones', async () => {
    await sealed(5)
    const gone = (where: string) => [
      `DELETE FROM audit_events WHERE id IN (SELECT "eventId" FROM audit_seals WHERE ${where})`,
      `DELETE FROM audit_seals WHERE ${where}`,
    ]
    await asOwner(...gone('position = 3'))
    expect((await verifyAuditLog()).problems).toMatchObject([
      { kind: 'seal_missing', position: 3n },
    ])
    await asOwner(...gone('position <= 3'))
    expect((await verifyAuditLog()).problems).toMatchObject([
      { kind: 'beginning_missing', position: 4n },
    ])
  })

  test('detects an event that vanished before it was sealed', async () => {
    await record(2)
    await asOwner(
      'DELETE FROM audit_events WHERE id = (SELECT "eventId" FROM audit_unsealed LIMIT 1)',
    )
    await sealAll()
    expect(await verifyAuditLog()).toMatchObject({
      sealed: 1,
      problems: [{ kind: 'event_missing', position: null }],
    })
  })

  test('detects an event that was skipped, or whose seal was removed', async () => {
    await record(2)
    await asOwner('DELETE FROM audit_unsealed')
    expect((await verifyAuditLog()).problems.map(({ kind }) => kind)).toEqual([
      'event_unsealed',
      'event_unsealed',
    ])
  })

  test('detects a cut-off end, by an earlier head', async () => {
    const head = await sealed(5)
    await asOwner(
      'DELETE FROM audit_events WHERE id IN (SELECT "eventId" FROM audit_seals WHERE position > 3)',
      'DELETE FROM audit_seals WHERE position > 3',
    )
    expect(await verifyAuditLog()).toMatchObject({ isIntact: true, isHeadFound: null })
    expect(await verifyAuditLog(head)).toMatchObject({
      isIntact: false,
      isHeadFound: false,
      problems: [{ kind: 'head_missing', position: 5n }],
    })
    await sealed(4)
    expect(await verifyAuditLog(head)).toMatchObject({ isIntact: false, isHeadFound: false })
  })

  test('detects a completely replaced log', async () => {
    const head = await sealed(5)
    await asOwner('TRUNCATE audit_events', 'TRUNCATE audit_seals')
    await sealed(5)
    expect(await verifyAuditLog(head)).toMatchObject({ isIntact: false, isHeadFound: false })
  })

  test('detects seals made with another key, and reordered events', async () => {
    await sealed(5)
    await asOwner(`UPDATE audit_seals SET "keyName" = 'other' WHERE position = 2`)
    expect((await verifyAuditLog()).problems).toMatchObject([{ kind: 'key_unknown', position: 2n }])
    await asOwner(
      `UPDATE audit_seals SET "eventId" = gen_random_uuid() WHERE position = 4`,
      `UPDATE audit_seals SET "keyName" = (SELECT "keyName" FROM audit_seals WHERE position = 1)`,
    )
    const kinds = (await verifyAuditLog()).problems.map(({ kind }) => kind)
    expect(kinds).toEqual(['event_missing', 'event_unsealed'])
  })

  test('detects a replaced address, and accepts a cleared one', async () => {
    await sealed(3)
    await prisma().auditOrigin.deleteMany({ where: { at: NOON } })
    expect(await verifyAuditLog()).toMatchObject({ isIntact: true })
    await prisma().auditOrigin.updateMany({ data: { address: '192.0.2.1' } })
    expect(await verifyAuditLog()).toMatchObject({
      problemCount: 2,
      problems: [{ kind: 'origin_changed', position: 2n }, { kind: 'origin_changed' }],
    })
  })

  test('detects removed addresses of existing accounts, and accepts those of deleted ones', async () => {
    const [alive, gone] = [await newAccount(), await newAccount()]
    for (const targetId of [alive.id, gone.id]) {
      const event = { action: 'authn_login_fail', result: 'FAILURE', actorId: null } as const
      const origin = { address: '203.0.113.7', userAgent: 'test' }
      await recordAuditEvent(prisma(), { ...event, targetId, origin }, NOON)
    }
    await sealAll()
    await prisma().user.delete({ where: { id: gone.id } })
    await prisma().auditOrigin.deleteMany({ where: { personId: gone.id } })
    expect(await verifyAuditLog()).toMatchObject({ isIntact: true })
    await prisma().auditOrigin.deleteMany({ where: { personId: alive.id } })
    expect(await verifyAuditLog()).toMatchObject({
      problems: [{ kind: 'origin_missing', position: 1n }],
    })
  })

  test('finds a changed reason, and a removed one', async () => {
    const [alive, gone] = [await newAccount(), await newAccount()]
    for (const targetId of [alive.id, gone.id]) {
      const event = { action: 'user_disabled', result: 'SUCCESS', actorId: null } as const
      await recordAuditEvent(prisma(), { ...event, targetId, note: 'Spam' }, NOON)
    }
    await sealAll()
    expect(await verifyAuditLog()).toMatchObject({ isIntact: true })
    await prisma().auditNote.updateMany({ where: { personId: alive.id }, data: { text: 'Ham' } })
    expect((await verifyAuditLog()).problems).toMatchObject([{ kind: 'note_changed' }])
    await prisma().user.delete({ where: { id: gone.id } })
    await prisma().auditNote.deleteMany({})
    expect((await verifyAuditLog()).problems).toMatchObject([
      { kind: 'note_missing', position: 1n },
    ])
  })

  test('counts thousands of problems, and lists the first hundred', async () => {
    await sealed(150)
    await asOwner(`UPDATE audit_events SET result = 'SUCCESS'`)
    const verification = await verifyAuditLog()
    expect(verification.problemCount).toBe(150)
    expect(verification.problems).toHaveLength(100)
  })
})
