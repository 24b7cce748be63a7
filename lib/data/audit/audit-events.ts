import type { AuditAction } from '@/lib/domain/audit/audit-actions'
import { Prisma } from '@/lib/data/generated/client'
import type { AuditResult } from '@/lib/data/generated/enums'
import type { Database } from '@/lib/data/database/prisma'
import { SIMULATED } from './audit-log'

/** An event with its client info and the usernames involved, as far as they are still stored. */
export type ReadableEvent = {
  id: string
  at: Date
  action: string
  result: AuditResult
  actorId: string | null
  targetId: string | null
  details: unknown
  /** Null when none was recorded, or it was deleted with the account. */
  address: string | null
  userAgent: string | null
  /** Null for deleted accounts, whose id remains. */
  actorUsername: string | null
  actorName: string | null
  targetUsername: string | null
  targetName: string | null
  /** An administrator's own words; null when there are none, or they were deleted with the account. */
  note: string | null
}

/** The last event of the previous page. */
type EventCursor = { at: Date; id: string }

/** Where a page begins, in the order of the list. */
export type EventPosition = EventCursor & { side: 'after' | 'before' }

export type EventFilter = {
  action: AuditAction | null
  result: AuditResult | null
  /** One of them is the actor or the target; null for everybody. */
  personIds: readonly string[] | null
  /** Inclusive. */
  from: Date | null
  /** Exclusive. */
  until: Date | null
  order: 'newest' | 'oldest'
  withSimulated: boolean
}

/**
 * One page of the log. Every combination of filters uses an index: the events of people are merged from
 * the first page of each as actor and the first page of each as target.
 */
export async function listAuditEvents(
  database: Database,
  filter: EventFilter,
  position: EventPosition | null,
  limit: number,
): Promise<ReadableEvent[]> {
  const { action, result, personIds, from, until, withSimulated } = filter
  const isBackward = position?.side === 'before'
  const direction = (filter.order === 'newest') !== isBackward ? NEWEST_FIRST : OLDEST_FIRST
  const conditions = [
    ...(action === null ? [] : [Prisma.sql`action = ${action}`]),
    ...(result === null ? [] : [Prisma.sql`result = ${result}::"AuditResult"`]),
    ...(from === null ? [] : [Prisma.sql`at >= ${from}::timestamptz`]),
    ...(until === null ? [] : [Prisma.sql`at < ${until}::timestamptz`]),
    ...(withSimulated ? [] : [Prisma.sql`NOT details ? ${SIMULATED}`]),
    ...(position === null ? [] : [beyond(position, direction)]),
  ]
  const page = (...more: Prisma.Sql[]) => pageOf([...conditions, ...more], limit, direction)
  const rows = await readable(
    database,
    personIds === null
      ? page()
      : Prisma.sql`
          SELECT DISTINCT of_person.* FROM unnest(${[...personIds]}::uuid[]) AS person (id)
            CROSS JOIN LATERAL ((${page(Prisma.sql`"targetId" = person.id`)})
              UNION ALL (${page(Prisma.sql`"actorId" = person.id`)})) AS of_person`,
    limit,
    direction,
  )
  return isBackward ? rows.reverse() : rows
}

/** One page of the events about an account, newest first. @param hidden actions to leave out */
export async function listEventsAbout(
  database: Database,
  targetId: string,
  hidden: readonly AuditAction[],
  cursor: EventCursor | null,
  limit: number,
): Promise<ReadableEvent[]> {
  const conditions = [
    Prisma.sql`"targetId" = ${targetId}::uuid`,
    Prisma.sql`action <> ALL(${[...hidden]}::text[])`,
    ...(cursor === null ? [] : [beyond(cursor, NEWEST_FIRST)]),
  ]
  return readable(database, pageOf(conditions, limit, NEWEST_FIRST), limit, NEWEST_FIRST)
}

/** Whether the account has been signed in to before, according to its stored sessions and events. */
export async function hasSignedInBefore(database: Database, userId: string): Promise<boolean> {
  const [row] = await database.$queryRaw<{ before: boolean }[]>`
    SELECT EXISTS (SELECT FROM sessions WHERE "userId" = ${userId}::uuid)
        OR EXISTS (SELECT FROM audit_events WHERE "targetId" = ${userId}::uuid
              AND action IN ('authn_login_success', 'authn_login_successafterfail')) AS before`
  return row?.before === true
}

type Direction = { sql: Prisma.Sql; beyond: Prisma.Sql }

const NEWEST_FIRST: Direction = { sql: Prisma.sql`DESC`, beyond: Prisma.sql`<` }
const OLDEST_FIRST: Direction = { sql: Prisma.sql`ASC`, beyond: Prisma.sql`>` }

function beyond({ at, id }: EventCursor, direction: Direction): Prisma.Sql {
  return Prisma.sql`(at, id) ${direction.beyond} (${at}::timestamptz, ${id}::uuid)`
}

function pageOf(
  conditions: readonly Prisma.Sql[],
  limit: number,
  direction: Direction,
): Prisma.Sql {
  const where =
    conditions.length === 0
      ? Prisma.empty
      : Prisma.sql`WHERE ${Prisma.join([...conditions], ' AND ')}`
  return Prisma.sql`
    SELECT id, at, action, result, "actorId", "targetId", details FROM audit_events
      ${where} ORDER BY at ${direction.sql}, id ${direction.sql} LIMIT ${limit}`
}

function readable(
  database: Database,
  page: Prisma.Sql,
  limit: number,
  { sql: direction }: Direction,
): Promise<ReadableEvent[]> {
  return database.$queryRaw<ReadableEvent[]>`
    SELECT page.*, o.address, o."userAgent",
           actor.username AS "actorUsername", target.username AS "targetUsername",
           actor.name AS "actorName", target.name AS "targetName", n.text AS note
      FROM (SELECT * FROM (${page}) AS pages
             ORDER BY at ${direction}, id ${direction} LIMIT ${limit}) AS page
      LEFT JOIN audit_origins o ON o."eventId" = page.id
      LEFT JOIN audit_notes n ON n."eventId" = page.id
      LEFT JOIN users actor ON actor.id = page."actorId"
      LEFT JOIN users target ON target.id = page."targetId"
     ORDER BY page.at ${direction}, page.id ${direction}`
}
