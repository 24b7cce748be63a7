import type { Viewer } from '@/lib/services/viewer'
import {
  listAuditEvents,
  type EventFilter,
  type ReadableEvent,
} from '@/lib/data/audit/audit-events'
import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import { prisma } from '@/lib/data/database/prisma'
import { findUserIdByIdentifier } from '@/lib/data/users/users'
import type { AuditCursor, AuditQuestion } from '@/lib/domain/audit/audit-listing'
import { csvLine } from '@/lib/domain/audit/csv'
import { describeDevice } from '@/lib/domain/sessions/device'
import { normaliseIdentifier } from '@/lib/domain/accounts/identifiers'
import { days, later } from '@/lib/domain/time'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import { isAdministrator } from '@/lib/domain/accounts/roles'

export const AUDIT_PAGE_SIZE = 50
const EXPORT_BATCH = 500
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export type AuditList = {
  events: ReadableEvent[]
  /** The cursor of the next page; null on the last page. */
  next: AuditCursor | null
  /** No user has the requested username or email. */
  isPersonUnknown: boolean
}

/** One page of the audit log; null unless the viewer is an administrator. */
export async function listAuditLog(
  viewer: Viewer,
  question: AuditQuestion,
  cursor: AuditCursor | null,
): Promise<AuditList | null> {
  if (!isAdministrator(viewer.role)) return null
  const filter = await filterOf(question)
  if (!filter) return { events: [], next: null, isPersonUnknown: true }
  // One extra row shows whether there is another page.
  const rows = await listAuditEvents(prisma(), filter, cursor, AUDIT_PAGE_SIZE + 1)
  const events = rows.slice(0, AUDIT_PAGE_SIZE)
  const last = events.at(-1)
  const next = rows.length > AUDIT_PAGE_SIZE && last ? { at: last.at, id: last.id } : null
  return { events, next, isPersonUnknown: false }
}

/**
 * The whole listing as CSV, streamed line by line. The export itself is recorded first.
 *
 * @returns null unless the viewer is an administrator
 */
export async function exportAuditLog(
  viewer: Viewer,
  question: AuditQuestion,
  request: ClientInfo,
  now: Date,
): Promise<AsyncGenerator<string> | null> {
  if (!isAdministrator(viewer.role)) return null
  const { action, result, from, to, person } = question
  const details = {
    isOfOnePerson: person !== '',
    ...(action === null ? {} : { action }),
    ...(result === null ? {} : { result }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
  }
  const who = { actorId: viewer.id, targetId: null, details, origin: request }
  await recordAuditEvent(prisma(), { action: 'audit_exported', result: 'SUCCESS', ...who }, now)
  return linesOf(await filterOf(question))
}

async function* linesOf(filter: EventFilter | null): AsyncGenerator<string> {
  yield csvLine(COLUMNS.map(([name]) => name))
  let cursor: AuditCursor | null = null
  while (filter) {
    const rows: ReadableEvent[] = await listAuditEvents(prisma(), filter, cursor, EXPORT_BATCH)
    yield rows.map((row) => csvLine(COLUMNS.map(([, read]) => read(row)))).join('')
    const last = rows.at(-1)
    if (!last || rows.length < EXPORT_BATCH) return
    cursor = { at: last.at, id: last.id }
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
  ['event_id', ({ id }) => id],
]

/** @returns null when the requested person does not exist */
async function filterOf(question: AuditQuestion): Promise<EventFilter | null> {
  const { action, result, person, from, to } = question
  const personId = person === '' ? null : await findPersonId(person)
  if (person !== '' && personId === null) return null
  return {
    ...{ action, result, personId },
    from: from === null ? null : startOf(from),
    until: to === null ? null : later(startOf(to), days(1)),
  }
}

/** An id is used as given, because a deleted account is known by its id alone. */
async function findPersonId(person: string): Promise<string | null> {
  if (UUID.test(person)) return person.toLowerCase()
  const identifier = normaliseIdentifier(person)
  return identifier === null ? null : findUserIdByIdentifier(prisma(), identifier)
}

const startOf = (day: string) => new Date(`${day}T00:00:00Z`)
