import type { AuditAction } from '@/lib/domain/audit/audit-actions'
import { Prisma } from '@/lib/data/generated/client'
import type { AuditResult } from '@/lib/data/generated/enums'
import type { Database } from '@/lib/data/database/prisma'

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
  targetUsername: string | null
}

/** The last event of the previous page. */
export type EventCursor = { at: Date; id: string }

export type EventFilter = {
  action: AuditAction | null
  result: AuditResult | null
  /** The actor or the target. */
  personId: string | null
  /** Inclusive. */
  from: Date | null
  /** Exclusive. */
  until: Date | null
}

/**
 * One page of the log, newest first. Every combination of filters uses an index: a person's events are
 * merged from the newest page as actor and the newest page as target.
 */
export async function listAuditEvents(
  database: Database,
  filter: EventFilter,
  cursor: EventCursor | null,
  limit: number,
): Promise<ReadableEvent[]> {
  const { action, result, personId, from, until } = filter
  const conditions = [
    ...(action === null ? [] : [Prisma.sql`action = ${action}`]),
    ...(result === null ? [] : [Prisma.sql`result = ${result}::"AuditResult"`]),
    ...(from === null ? [] : [Prisma.sql`at >= ${from}::timestamptz`]),
    ...(until === null ? [] : [Prisma.sql`at < ${until}::timestamptz`]),
    ...(cursor === null
      ? []
      : [Prisma.sql`(at, id) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)`]),
  ]
  const page = (...more: Prisma.Sql[]) => pageOf([...conditions, ...more], limit)
  return readable(
    database,
    personId === null
      ? page()
      : Prisma.sql`
          (${page(Prisma.sql`"targetId" = ${personId}::uuid`)})
          UNION (${page(Prisma.sql`"actorId" = ${personId}::uuid`)})`,
    limit,
  )
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
    ...(cursor === null
      ? []
      : [Prisma.sql`(at, id) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)`]),
  ]
  return readable(database, pageOf(conditions, limit), limit)
}

/** Whether the account has been signed in to before, according to its stored sessions and events. */
export async function hasSignedInBefore(database: Database, userId: string): Promise<boolean> {
  const [row] = await database.$queryRaw<{ before: boolean }[]>`
    SELECT EXISTS (SELECT FROM sessions WHERE "userId" = ${userId}::uuid)
        OR EXISTS (SELECT FROM audit_events WHERE "targetId" = ${userId}::uuid
              AND action IN ('authn_login_success', 'authn_login_successafterfail')) AS before`
  return row?.before === true
}

function pageOf(conditions: readonly Prisma.Sql[], limit: number): Prisma.Sql {
  const where =
    conditions.length === 0
      ? Prisma.empty
      : Prisma.sql`WHERE ${Prisma.join([...conditions], ' AND ')}`
  return Prisma.sql`
    SELECT id, at, action, result, "actorId", "targetId", details FROM audit_events
      ${where} ORDER BY at DESC, id DESC LIMIT ${limit}`
}

function readable(database: Database, page: Prisma.Sql, limit: number): Promise<ReadableEvent[]> {
  return database.$queryRaw<ReadableEvent[]>`
    SELECT page.*, o.address, o."userAgent",
           actor.username AS "actorUsername", target.username AS "targetUsername"
      FROM (SELECT * FROM (${page}) AS pages ORDER BY at DESC, id DESC LIMIT ${limit}) AS page
      LEFT JOIN audit_origins o ON o."eventId" = page.id
      LEFT JOIN users actor ON actor.id = page."actorId"
      LEFT JOIN users target ON target.id = page."targetId"
     ORDER BY page.at DESC, page.id DESC`
}
