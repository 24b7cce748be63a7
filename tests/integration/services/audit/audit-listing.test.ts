import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Viewer } from '@/lib/services/viewer'
import { recordAuditEvent, type AuditEvent } from '@/lib/data/audit/audit-log'
import { prisma } from '@/lib/data/database/prisma'
import type { AuditCursor, AuditQuestion } from '@/lib/domain/audit/audit-listing'
import { days, later } from '@/lib/domain/time'
import { ACTIVITY_PAGE_SIZE, listActivity } from '@/lib/services/account/activity'
import { AUDIT_PAGE_SIZE, exportAuditLog, listAuditLog } from '@/lib/services/audit/audit-listing'
import { newAccount } from '../../setup/new-account'
import { newViewer } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'

const NOON = new Date('2026-03-01T12:00:00Z')
const ALL: AuditQuestion = { action: null, result: null, person: '', from: null, to: null }
const ORIGIN = {
  address: '203.0.113.7',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
}

type Account = Awaited<ReturnType<typeof newAccount>>
let account: Account
let viewer: Viewer
let admin: Viewer
beforeEach(async () => {
  account = await newAccount()
  viewer = await newViewer(account, NOON)
  admin = await newViewer(await newAccount({ role: 'ADMIN' }), NOON)
})

function record(about: Partial<AuditEvent> & { targetId: string | null }, at = NOON) {
  const event: AuditEvent = { action: 'user_updated', result: 'SUCCESS', actorId: null, ...about }
  return recordAuditEvent(prisma(), event, at)
}

async function allOf<Event>(
  page: (
    cursor: AuditCursor | null,
  ) => Promise<{ events: Event[]; next: AuditCursor | null } | null>,
): Promise<{ events: Event[]; pages: number }> {
  const events: Event[] = []
  let cursor: AuditCursor | null = null
  for (let pages = 1; ; pages += 1) {
    const found: { events: Event[]; next: AuditCursor | null } | null = await page(cursor)
    if (!found) throw new Error('there should be a page')
    events.push(...found.events)
    if (!found.next) return { events, pages }
    cursor = found.next
  }
}

describe('the activity page', () => {
  test("shows the user's own events, newest first, in pages without gaps or repeats", async () => {
    for (let made = 0; made < 2 * ACTIVITY_PAGE_SIZE; made += 1) {
      await record({ targetId: account.id, details: { made } }, later(NOON, Math.floor(made / 7)))
    }
    await record({ targetId: admin.id, details: { secret: true } })
    const { events, pages } = await allOf((cursor) => listActivity(viewer, cursor))
    expect(pages).toBe(3)
    expect(events).toHaveLength(2 * ACTIVITY_PAGE_SIZE + 1)
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
    const made = events.flatMap(({ action, details }) =>
      action === 'user_updated' ? [details] : [],
    )
    expect(made[0]).toEqual({ made: 49 })
    expect(JSON.stringify(made)).not.toContain('secret')
    const times = events.map(({ at }) => at.getTime())
    expect(times).toEqual([...times].sort((one, other) => other - one))
  })

  test("shows the user's own addresses, and hides an administrator's", async () => {
    const who = { targetId: account.id, origin: ORIGIN }
    await record({ ...who, actorId: account.id }, later(NOON, 1))
    await record({ ...who, actorId: admin.id, action: 'user_disabled' }, later(NOON, 2))
    await record({ ...who, action: 'authn_login_fail', result: 'FAILURE' }, later(NOON, 3))
    const { events } = await listActivity(viewer, null)
    expect(events.slice(0, 3)).toMatchObject([
      { action: 'authn_login_fail', isByAdministrator: false, origin: ORIGIN },
      { action: 'user_disabled', isByAdministrator: true, origin: null },
      { action: 'user_updated', isByAdministrator: false, origin: ORIGIN },
    ])
  })

  test('still shows an event whose client info was deleted', async () => {
    await record({ targetId: account.id, origin: ORIGIN }, later(NOON, 1))
    await prisma().auditOrigin.deleteMany({ where: { personId: account.id } })
    expect((await listActivity(viewer, null)).events[0]).toMatchObject({ origin: null })
  })
})

describe('the audit log', () => {
  const list = async (question: Partial<AuditQuestion>) => {
    const found = await listAuditLog(admin, { ...ALL, ...question }, null)
    if (!found) throw new Error('administrators see it')
    return found
  }

  test('is only for administrators, and so is its CSV file', async () => {
    expect(await listAuditLog(viewer, ALL, null)).toBeNull()
    expect(await exportAuditLog(viewer, ALL, newVisitor(), NOON)).toBeNull()
    expect(await prisma().auditEvent.count({ where: { action: 'audit_exported' } })).toBe(0)
  })

  test('shows names of users as long as they exist', async () => {
    await record({ targetId: account.id, actorId: admin.id, origin: ORIGIN }, later(NOON, 5))
    const told = { ...ORIGIN, actorUsername: admin.username, targetUsername: account.username }
    expect((await list({ person: account.id })).events[0]).toMatchObject(told)
    await prisma().user.delete({ where: { id: account.id } })
    const [event] = (await list({ person: account.id })).events
    expect(event).toMatchObject({ targetId: account.id, targetUsername: null })
  })

  test('is filtered by user: what they did and what was done to them, each once', async () => {
    const other = randomUUID()
    await record({ targetId: other, actorId: admin.id }, later(NOON, 3))
    await record({ targetId: admin.id, actorId: other }, later(NOON, 2))
    await record({ targetId: other, actorId: other }, later(NOON, 1))
    await record({ targetId: randomUUID(), actorId: null }, later(NOON, 4))
    const found = await list({ person: other })
    expect(found.events.map(({ at }) => at.getTime() - NOON.getTime())).toEqual([3, 2, 1])
    for (const person of [
      account.email.toUpperCase(),
      account.username,
      `@${account.username}`,
      account.id,
    ]) {
      expect((await list({ person })).events.map(({ targetId }) => targetId)).toEqual([
        account.id,
        account.id,
      ])
    }
    expect(await list({ person: account.id.toUpperCase() })).toMatchObject({
      events: [{ targetId: account.id }, { targetId: account.id }],
      isPersonUnknown: false,
    })
    for (const person of ['nobody-here', `x${account.id}`, `${account.id}0`]) {
      expect(await list({ person }), person).toEqual({
        ...{ events: [], next: null },
        isPersonUnknown: true,
      })
    }
  })

  test('is filtered by action, result and days, inclusive', async () => {
    const targetId = randomUUID()
    for (const [index, result] of (['SUCCESS', 'FAILURE', 'FAILURE'] as const).entries()) {
      await record({ targetId, result, action: 'email_verified' }, later(NOON, days(index)))
    }
    const count = async (question: Partial<AuditQuestion>) =>
      (await list({ person: targetId, ...question })).events.length
    expect(await count({ action: 'email_verified' })).toBe(3)
    expect(await count({ action: 'user_created' })).toBe(0)
    expect(await count({ result: 'FAILURE' })).toBe(2)
    expect(await count({ from: '2026-03-02' })).toBe(2)
    expect(await count({ to: '2026-03-02' })).toBe(2)
    expect(await count({ from: '2026-03-02', to: '2026-03-02' })).toBe(1)
    expect(await count({ from: '2026-03-03', to: '2026-03-01' })).toBe(0)
  })

  test('is paged without gaps, also by user', async () => {
    const targetId = randomUUID()
    for (let made = 0; made < 120; made += 1) {
      await record({ targetId, actorId: made % 3 === 0 ? targetId : null }, later(NOON, made % 5))
    }
    const { events, pages } = await allOf((cursor) =>
      listAuditLog(admin, { ...ALL, person: targetId }, cursor),
    )
    expect(pages).toBe(3)
    expect(new Set(events.map(({ id }) => id)).size).toBe(120)
  })

  test('has no second page after exactly one full page', async () => {
    const targetId = randomUUID()
    for (let made = 0; made < AUDIT_PAGE_SIZE; made += 1) await record({ targetId })
    const page = () => list({ person: targetId })
    expect(await page()).toMatchObject({ events: { length: AUDIT_PAGE_SIZE }, next: null })
    await record({ targetId })
    expect(await page()).toMatchObject({
      events: { length: AUDIT_PAGE_SIZE },
      next: { at: NOON, id: expect.any(String) },
    })
  })
})

describe('the CSV file', () => {
  async function fileOf(question: Partial<AuditQuestion>): Promise<string[]> {
    const lines = await exportAuditLog(admin, { ...ALL, ...question }, newVisitor(), NOON)
    if (!lines) throw new Error('administrators get it')
    let text = ''
    for await (const part of lines) text += part
    return text.split('\r\n').slice(0, -1)
  }

  async function exported() {
    const events = await prisma().auditEvent.findMany({
      where: { action: 'audit_exported', actorId: admin.id },
      orderBy: { id: 'asc' },
    })
    return events.map(({ details }) => details)
  }

  test('has all events up to its limit, across pages, and is recorded', async () => {
    const targetId = randomUUID()
    for (let made = 0; made < 600; made += 1) await record({ targetId })
    const lines = await fileOf({ person: targetId })
    expect(lines).toHaveLength(601)
    expect(lines[0]).toBe(
      '"time","action","result","actor_id","actor","target_id","target","address","device","details","event_id"',
    )
    expect(lines[1]).toContain(`"SUCCESS","","","${targetId}",""`)
    expect(await exported()).toEqual([{ isOfOnePerson: true }])
  })

  test('is recorded with its filters, except for the user', async () => {
    const question = {
      action: 'email_verified',
      result: 'FAILURE',
      from: '2026-03-01',
      to: '2026-03-02',
    } as const
    await fileOf(question)
    await fileOf({})
    expect(await exported()).toEqual([
      { isOfOnePerson: false, ...question },
      { isOfOnePerson: false },
    ])
  })

  test('has no cell that a spreadsheet would compute', async () => {
    const evil = await newAccount({ username: '-2+3' })
    await record({ targetId: evil.id, origin: { address: '=1+1', userAgent: '@SUM(A1)' } })
    const [, line] = await fileOf({ person: evil.id })
    expect(line).toContain(`"'-2+3","'=1+1","Unknown browser"`)
  })

  test('for an unknown user has only its header line', async () => {
    expect(await fileOf({ person: 'nobody-here' })).toHaveLength(1)
  })
})
