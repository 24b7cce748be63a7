import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Viewer } from '@/lib/services/viewer'
import { recordAuditEvent, type AuditEvent } from '@/lib/data/audit/audit-log'
import { prisma } from '@/lib/data/database/prisma'
import type { AuditCursor, AuditPosition, AuditQuestion } from '@/lib/domain/audit/audit-listing'
import { days, later } from '@/lib/domain/time'
import { deleteUser, disableUser, enableUser } from '@/lib/services/admin/admin-users'
import { ACTIVITY_PAGE_SIZE, listActivity } from '@/lib/services/account/activity'
import { AUDIT_PAGE_SIZE, exportAuditLog, listAuditLog } from '@/lib/services/audit/audit-listing'
import { newAccount } from '../../setup/new-account'
import { newViewer } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'

const NOON = new Date('2026-03-01T12:00:00Z')
const ALL: AuditQuestion = {
  ...{ action: null, result: null, person: '', from: null, to: null },
  ...{ order: 'newest', withSimulated: false },
}
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

async function allOf<Event, Cursor>(
  page: (cursor: Cursor | null) => Promise<{ events: Event[]; next: Cursor | null } | null>,
): Promise<{ events: Event[]; pages: number }> {
  const events: Event[] = []
  let cursor: Cursor | null = null
  for (let pages = 1; ; pages += 1) {
    const found: { events: Event[]; next: Cursor | null } | null = await page(cursor)
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
    const { events, pages } = await allOf((cursor: AuditCursor | null) =>
      listActivity(viewer, cursor),
    )
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
  const list = async (
    question: Partial<AuditQuestion>,
    personIds: string[] | null = null,
    position: AuditPosition | null = null,
  ) => {
    const found = await listAuditLog(admin, { ...ALL, ...question }, personIds, position)
    if (!found) throw new Error('administrators see it')
    return found
  }

  test('is only for administrators, and so is its CSV file', async () => {
    expect(await listAuditLog(viewer, ALL, null, null)).toBeNull()
    expect(await exportAuditLog(viewer, ALL, null, newVisitor(), NOON)).toBeNull()
    expect(await prisma().auditEvent.count({ where: { action: 'audit_exported' } })).toBe(0)
  })

  test('shows names of users as long as they exist', async () => {
    await record({ targetId: account.id, actorId: admin.id, origin: ORIGIN }, later(NOON, 5))
    const told = {
      ...{ actorUsername: admin.username, actorName: admin.name },
      ...{ targetUsername: account.username, targetName: account.name },
    }
    expect((await list({}, [account.id])).events[0]).toMatchObject({ ...ORIGIN, ...told })
    await prisma().user.delete({ where: { id: account.id } })
    const [event] = (await list({}, [account.id])).events
    expect(event).toMatchObject({ targetId: account.id, targetUsername: null, targetName: null })
  })

  test('is filtered by user: what they did and what was done to them, each once', async () => {
    const other = randomUUID()
    await record({ targetId: other, actorId: admin.id }, later(NOON, 3))
    await record({ targetId: admin.id, actorId: other }, later(NOON, 2))
    await record({ targetId: other, actorId: other }, later(NOON, 1))
    await record({ targetId: randomUUID(), actorId: null }, later(NOON, 4))
    const timesOf = async (personIds: string[], order: 'newest' | 'oldest') =>
      (await list({ order, action: 'user_updated' }, personIds)).events.map(
        ({ at }) => at.getTime() - NOON.getTime(),
      )
    expect(await timesOf([other], 'newest')).toEqual([3, 2, 1])
    expect(await timesOf([other, admin.id], 'newest')).toEqual([3, 2, 1])
    expect(await timesOf([admin.id, other], 'oldest')).toEqual([1, 2, 3])
    expect(await list({}, [])).toEqual({ events: [], previous: null, next: null })
  })

  test('hides what was simulated until it is asked for, and marks it', async () => {
    const targetId = randomUUID()
    await record({ targetId, origin: { ...ORIGIN, isSimulated: true } }, later(NOON, 1))
    await record({ targetId, origin: ORIGIN })
    expect((await list({}, [targetId])).events.map(({ details }) => details)).toEqual([{}])
    const { events } = await list({ withSimulated: true }, [targetId])
    expect(events.map(({ details }) => details)).toEqual([{ simulated: true }, {}])
  })

  test('shows why an account was disabled, after it is enabled again, and to administrators alone', async () => {
    const by = { viewer: admin, request: newVisitor() }
    await disableUser(by, account.id, { reason: 'Lent to a colleague', until: null }, NOON)
    await enableUser(by, account.id, later(NOON, 1))
    const { events } = await list({}, [account.id])
    expect(events.slice(0, 2)).toMatchObject([
      { action: 'user_enabled', note: null },
      { action: 'user_disabled', note: 'Lent to a colleague' },
    ])
    expect(JSON.stringify(await listActivity(viewer, null))).not.toContain('Lent')
    await deleteUser(by, account.id, later(NOON, 2))
    expect(JSON.stringify(await list({}, [account.id]))).not.toContain('Lent')
  })

  test('is filtered by action, result and days, inclusive', async () => {
    const targetId = randomUUID()
    for (const [index, result] of (['SUCCESS', 'FAILURE', 'FAILURE'] as const).entries()) {
      await record({ targetId, result, action: 'email_verified' }, later(NOON, days(index)))
    }
    const count = async (question: Partial<AuditQuestion>) =>
      (await list(question, [targetId])).events.length
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
    for (const order of ['newest', 'oldest'] as const) {
      const page = (position: AuditPosition | null) => list({ order }, [targetId], position)
      const { events, pages } = await allOf(page)
      expect(pages).toBe(3)
      expect(new Set(events.map(({ id }) => id)).size).toBe(120)
      const [first, second] = [await page(null), await page((await page(null)).next)]
      expect(first.previous).toBeNull()
      expect(await page(second.previous)).toEqual(first)
      expect(await page((await page(second.next)).previous)).toEqual(second)
    }
  })

  test('has no second page after exactly one full page', async () => {
    const targetId = randomUUID()
    for (let made = 0; made < AUDIT_PAGE_SIZE; made += 1) await record({ targetId })
    const page = () => list({}, [targetId])
    expect(await page()).toMatchObject({ events: { length: AUDIT_PAGE_SIZE }, next: null })
    await record({ targetId })
    expect(await page()).toMatchObject({
      events: { length: AUDIT_PAGE_SIZE },
      next: { side: 'after', at: NOON, id: expect.any(String) },
    })
  })
})

describe('the CSV file', () => {
  async function fileOf(
    question: Partial<AuditQuestion>,
    personIds: string[] | null = null,
  ): Promise<string[]> {
    const lines = await exportAuditLog(
      ...([admin, { ...ALL, ...question }, personIds, newVisitor(), NOON] as const),
    )
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
    const lines = await fileOf({}, [targetId])
    expect(lines).toHaveLength(601)
    expect(lines[0]).toBe(
      '"time","action","result","actor_id","actor","target_id","target","address","device","details","reason","event_id"',
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
    const [, line] = await fileOf({}, [evil.id])
    expect(line).toContain(`"'-2+3","'=1+1","Unknown browser"`)
  })

  test('for an unknown user has only its header line', async () => {
    expect(await fileOf({}, [])).toHaveLength(1)
  })
})
