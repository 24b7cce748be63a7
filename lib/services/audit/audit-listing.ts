import { recordOwnEvent } from '@/lib/services/audit/record-own-event'
import type { Viewer } from '@/lib/services/viewer'
import {
  listAuditEvents,
  type EventFilter,
  type ReadableEvent,
} from '@/lib/data/audit/audit-events'
import { prisma } from '@/lib/data/database/prisma'
import type { AuditPosition, AuditQuestion } from '@/lib/domain/audit/audit-listing'
import { csvLine } from '@/lib/domain/audit/csv'
import { describeDevice } from '@/lib/domain/sessions/device'
import { days, later } from '@/lib/domain/time'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import { isAdministrator } from '@/lib/domain/accounts/roles'

export const AUDIT_PAGE_SIZE = 50
const EXPORT_BATCH = 500

/** Whose events: one of these accounts took part. Null for everybody's. */
type PersonIds = readonly string[] | null

export type AuditList = {
  events: ReadableEvent[]
  /** The positions of the pages around this one; null where there is none. */
  previous: AuditPosition | null
  next: AuditPosition | null
}

/** One page of the audit log; null unless the viewer is an administrator. */
export async function listAuditLog(
  viewer: Viewer,
  question: AuditQuestion,
  personIds: PersonIds,
  position: AuditPosition | null,
): Promise<AuditList | null> {
  if (!isAdministrator(viewer.role)) return null
  const filter = filterOf(question, personIds)
  // One extra row shows whether there is another page.
  const rows = await listAuditEvents(prisma(), filter, position, AUDIT_PAGE_SIZE + 1)
  const isMore = rows.length > AUDIT_PAGE_SIZE
  const isBackward = position?.side === 'before'
  const events = isBackward ? rows.slice(-AUDIT_PAGE_SIZE) : rows.slice(0, AUDIT_PAGE_SIZE)
  const [first, last] = [events.at(0), events.at(-1)]
  const hasPrevious = isBackward ? isMore : position !== null
  return {
    events,
    previous: hasPrevious && first ? { side: 'before', at: first.at, id: first.id } : null,
    next: (isBackward || isMore) && last ? { side: 'after', at: last.at, id: last.id } : null,
  }
}

/**
 * The whole listing as CSV, streamed line by line. The export itself is recorded first.
 *
 * @returns null unless the viewer is an administrator
 */
export async function exportAuditLog(
  viewer: Viewer,
  question: AuditQuestion,
  personIds: PersonIds,
  request: ClientInfo,
  now: Date,
): Promise<AsyncGenerator<string> | null> {
  if (!isAdministrator(viewer.role)) return null
  const { action, result, from, to, withSimulated } = question
  const details = {
    isOfOnePerson: personIds !== null,
    ...(action === null ? {} : { action }),
    ...(result === null ? {} : { result }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
    ...(withSimulated ? { withSimulated } : {}),
  }
  const who = { actorId: viewer.id, targetId: null, details, origin: request }
  await recordOwnEvent({ action: 'audit_exported', result: 'SUCCESS', ...who }, now)
  return linesOf(filterOf(question, personIds))
}

async function* linesOf(filter: EventFilter): AsyncGenerator<string> {
  yield csvLine(COLUMNS.map(([name]) => name))
  let position: AuditPosition | null = null
  for (;;) {
    const rows: ReadableEvent[] = await listAuditEvents(prisma(), filter, position, EXPORT_BATCH)
    yield rows.map((row) => csvLine(COLUMNS.map(([, read]) => read(row)))).join('')
    const last = rows.at(-1)
    if (!last || rows.length < EXPORT_BATCH) return
    position = { side: 'after', at: last.at, id: last.id }
  }
}

const COLUMNS: readonly (readonly [name: string, read: (row: ReadableEvent) => string])[] = [
  ['time', ({ at }) => at.toISOString()],
  ['action', ({ action }) => action],
  ['result', ({ result }) => result],
  ['actor_id', ({ actorId }) => actorId ?? ''],
  ['actor', ({ actorUsername }) => actorUsername ?? ''],
  ['target_id', ({ targetId }) => targetId ?? ''],
  ['target', ({ targetUsername }) => targetUsername ?? ''],
  ['address', ({ address }) => address ?? ''],
  ['device', ({ userAgent }) => (userAgent === null ? '' : describeDevice(userAgent))],
  ['details', ({ details }) => JSON.stringify(details)],
  ['reason', ({ note }) => note ?? ''],
  ['event_id', ({ id }) => id],
]

function filterOf(question: AuditQuestion, personIds: PersonIds): EventFilter {
  const { action, result, from, to, order, withSimulated } = question
  return {
    ...{ action, result, personIds, order, withSimulated },
    from: from === null ? null : startOf(from),
    until: to === null ? null : later(startOf(to), days(1)),
  }
}

const startOf = (day: string) => new Date(`${day}T00:00:00Z`)
