import type { SealedEvent } from '@/lib/crypto/audit-chain'
import { Prisma } from '@/lib/data/generated/client'
import type { Database } from '@/lib/data/database/prisma'
import { NOTE_DIGEST } from './audit-log'

export type Seal = { position: bigint; eventId: string; keyName: string; seal: string }
/** A seal with its event as stored now; null when the event is missing. */
export type SealedRow = Seal & { event: SealedEvent | null }

const LOCK = Prisma.sql`hashtextextended('latchkey.audit-seals', 0)`
const EVENT = Prisma.sql`
  e.id, e.at, e.action, e.result, e."actorId", e."targetId", e.details, e."originDigest"`

/** Locks until the transaction ends. @returns false when another process is sealing or pruning */
export async function tryLockAuditChain(database: Database): Promise<boolean> {
  const [row] = await database.$queryRaw<{ locked: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(${LOCK}) AS locked`
  return row?.locked === true
}

/** Waits for any other sealing or pruning to end, then locks until the transaction ends. */
export async function lockAuditChain(database: Database): Promise<void> {
  await database.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK})`
}

/** The newest seal; null while there is none. */
export async function findAuditHead(database: Database) {
  return database.auditSeal.findFirst({
    orderBy: { position: 'desc' },
    select: { position: true, seal: true },
  })
}

export async function isAnyUnsealed(database: Database): Promise<boolean> {
  return (await database.auditUnsealed.findFirst({ select: { eventId: true } })) !== null
}

/** Committed events without a seal, oldest first; events missing from the log are skipped. */
export async function listUnsealedEvents(
  database: Database,
  limit: number,
): Promise<SealedEvent[]> {
  return database.$queryRaw<SealedEvent[]>(unsealedEventsQuery(limit))
}

/**
 * Reads the queue in its own order, which is chronological, and looks up each event by id. With a plain
 * join the planner reads the whole log, because its statistics do not show how short the queue is;
 * `OFFSET 0` prevents that.
 */
export function unsealedEventsQuery(limit: number): Prisma.Sql {
  return Prisma.sql`
    SELECT ${EVENT} FROM audit_unsealed q
      CROSS JOIN LATERAL (SELECT * FROM audit_events WHERE id = q."eventId" OFFSET 0) e
     ORDER BY q."eventId" LIMIT ${limit}`
}

/** Appends seals to the chain and removes their events from the queue. */
export async function addSeals(
  database: Database,
  seals: readonly Seal[],
  now: Date,
): Promise<void> {
  await database.auditSeal.createMany({ data: seals.map((seal) => ({ ...seal, sealedAt: now })) })
  const eventIds = seals.map(({ eventId }) => eventId)
  await database.auditUnsealed.deleteMany({ where: { eventId: { in: eventIds } } })
}

/** Seals in order of position, each with its event. */
export async function listSealedRows(
  database: Database,
  after: bigint,
  limit: number,
): Promise<SealedRow[]> {
  const rows = await database.$queryRaw<(Seal & { [Name in keyof SealedEvent]: never })[]>`
    SELECT s.position, s."eventId", s."keyName", s.seal, ${EVENT}
      FROM audit_seals s LEFT JOIN audit_events e ON e.id = s."eventId"
     WHERE s.position > ${after} ORDER BY s.position LIMIT ${limit}`
  return rows.map(({ position, eventId, keyName, seal, ...event }) => ({
    ...{ position, eventId, keyName, seal },
    event: event.id === null ? null : event,
  }))
}

/** The events on one page, by id, that are neither sealed nor queued. @returns null after the last page */
export async function findUnqueuedEvents(
  database: Database,
  afterId: string,
  limit: number,
): Promise<{ lastId: string; unqueued: string[] } | null> {
  const [page] = await database.$queryRaw<{ lastId: string | null; unqueued: string[] | null }[]>`
    WITH page AS (SELECT id FROM audit_events WHERE id > ${afterId}::uuid ORDER BY id LIMIT ${limit})
    SELECT (SELECT id::text FROM page ORDER BY id DESC LIMIT 1) AS "lastId",
           (SELECT array_agg(page.id::text) FROM page
             WHERE NOT EXISTS (SELECT FROM audit_seals s WHERE s."eventId" = page.id)
               AND NOT EXISTS (SELECT FROM audit_unsealed q WHERE q."eventId" = page.id)) AS unqueued`
  return page?.lastId ? { lastId: page.lastId, unqueued: page.unqueued ?? [] } : null
}

/** How many queued events wait for a seal, and which of them are missing from the log. */
export async function countUnsealed(database: Database) {
  const [row] = await database.$queryRaw<{ waiting: number; missing: string[] | null }[]>`
    SELECT count(e.id)::int AS waiting,
           array_agg(q."eventId"::text) FILTER (WHERE e.id IS NULL) AS missing
      FROM audit_unsealed q LEFT JOIN audit_events e ON e.id = q."eventId"`
  return { waiting: row?.waiting ?? 0, missing: row?.missing ?? [] }
}

/** The client info still stored for these events. */
export async function listOrigins(database: Database, eventIds: readonly string[]) {
  return database.auditOrigin.findMany({
    where: { eventId: { in: [...eventIds] } },
    select: { eventId: true, salt: true, address: true, userAgent: true },
  })
}

/** The notes still stored for these events. */
export async function listNotes(database: Database, eventIds: readonly string[]) {
  return database.auditNote.findMany({
    where: { eventId: { in: [...eventIds] } },
    select: { eventId: true, salt: true, text: true },
  })
}

/** Which of these events had a note that is gone, although the account it is about exists. */
export async function listMissingNotes(
  database: Database,
  eventIds: readonly string[],
): Promise<string[]> {
  const rows = await database.$queryRaw<{ id: string }[]>`
    SELECT e.id::text FROM audit_events e JOIN users u ON u.id = e."targetId"
     WHERE e.id = ANY(${[...eventIds]}::uuid[]) AND e.details ? ${NOTE_DIGEST}
       AND NOT EXISTS (SELECT FROM audit_notes n WHERE n."eventId" = e.id)
     ORDER BY e.id`
  return rows.map(({ id }) => id)
}

/**
 * Which of these events had client info that is gone, although it belongs to an account that exists:
 * only the deletion of an account deletes it.
 */
export async function listMissingOrigins(
  database: Database,
  eventIds: readonly string[],
): Promise<string[]> {
  const rows = await database.$queryRaw<{ id: string }[]>`
    SELECT e.id::text FROM audit_events e JOIN users u ON u.id = coalesce(e."actorId", e."targetId")
     WHERE e.id = ANY(${[...eventIds]}::uuid[]) AND e."originDigest" IS NOT NULL
       AND NOT EXISTS (SELECT FROM audit_origins o WHERE o."eventId" = e.id)
     ORDER BY e.id`
  return rows.map(({ id }) => id)
}

/** The proofs recorded by prunings up to exactly this position. */
export async function listPruningProofs(
  database: Database,
  through: bigint,
): Promise<{ keyName: string; proof: string }[]> {
  return database.$queryRaw`
    SELECT details->>'keyName' AS "keyName", details->>'proof' AS proof FROM audit_events
     WHERE action = 'audit_pruned' AND details->>'through' = ${String(through)}
       AND details ? 'keyName' AND details ? 'proof'`
}

/**
 * Deletes events with their client info and notes, and the seals before `through`; that seal remains as the
 * start of the chain. The table's trigger allows this only while the setting is on, which ends with
 * the transaction.
 */
export async function removePrunedEvents(
  database: Database,
  eventIds: readonly string[],
  through: bigint,
): Promise<void> {
  const ids = [...eventIds]
  await database.$executeRaw`SELECT set_config('latchkey.audit_pruning', 'on', true)`
  await database.auditOrigin.deleteMany({ where: { eventId: { in: ids } } })
  await database.auditNote.deleteMany({ where: { eventId: { in: ids } } })
  await database.$executeRaw`DELETE FROM audit_events WHERE id = ANY(${ids}::uuid[])`
  await database.$executeRaw`DELETE FROM audit_seals WHERE position < ${through}`
  await database.$executeRaw`SELECT set_config('latchkey.audit_pruning', 'off', true)`
}
