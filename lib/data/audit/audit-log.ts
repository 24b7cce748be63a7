import { createHash, randomBytes } from 'node:crypto'
import type { AuditAction } from '@/lib/domain/audit/audit-actions'
import { log } from '@/lib/platform/log'
import type { AuditResult } from '@/lib/data/generated/enums'
import { afterCommit, type Database } from '@/lib/data/database/prisma'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import { timeOrderedId } from '@/lib/data/database/time-ordered-id'

const SALT_BYTES = 16

/** Names in an event's details that this file alone writes. */
export const NOTE_DIGEST = 'noteDigest'
export const SIMULATED = 'simulated'

export type AuditEvent = {
  action: AuditAction
  result: AuditResult
  /** Null for the system and for anonymous visitors. */
  actorId: string | null
  /** The account it is about; null when it is about none. */
  targetId: string | null
  /** Never personal data, user input or secrets. */
  details?: Readonly<Record<string, string | number | boolean>>
  /** Client info. Stored apart from the event, and deleted with the account. */
  origin?: Readonly<ClientInfo>
  /** An administrator's own words, such as a reason. Stored apart, and deleted with the target. */
  note?: string
}

/**
 * Adds one row to the audit log. Call it inside the transaction that makes the change, so that both
 * are committed or neither is. After the commit, one line goes to the log on standard output.
 */
export async function recordAuditEvent(
  database: Database,
  event: AuditEvent,
  now: Date,
): Promise<void> {
  await recordAuditEvents(database, [event], now)
}

/**
 * Records several events with the same time in one statement. The cost is the same with and without a
 * target, so that timing does not reveal whether an account exists.
 */
export async function recordAuditEvents(
  database: Database,
  events: readonly AuditEvent[],
  now: Date,
): Promise<void> {
  const rows = events.map((event) => rowsOf(event, now))
  const added = JSON.stringify(rows.map(({ row }) => row))
  const origins = JSON.stringify(rows.flatMap(({ origin }) => origin ?? []))
  const notes = rows.flatMap(({ note }) => note ?? [])
  if (notes.length > 0) await database.auditNote.createMany({ data: notes })
  await database.$executeRaw`
    WITH origins AS (
      INSERT INTO audit_origins ("eventId", "personId", salt, address, "userAgent", at)
      SELECT "eventId", "personId", salt, address, "userAgent", at
        FROM jsonb_to_recordset(${origins}::jsonb) AS origin ("eventId" uuid, "personId" uuid,
             salt text, address text, "userAgent" text, at timestamptz)
    )
    INSERT INTO audit_events (id, at, action, result, "actorId", "targetId", details, "originDigest")
    SELECT id, at, action, result, "actorId", "targetId", details, "originDigest"
      FROM jsonb_to_recordset(${added}::jsonb) AS event (id uuid, at timestamptz, action text,
           result "AuditResult", "actorId" uuid, "targetId" uuid, details jsonb, "originDigest" text)`
  afterCommit(database, () => {
    for (const event of events) writeLine(event)
  })
}

function rowsOf({ details: given = {}, origin, note, ...event }: AuditEvent, now: Date) {
  const id = timeOrderedId(now)
  const salt = newSalt()
  const stored = noteOf(id, event.targetId, note)
  const details = {
    ...given,
    ...(stored ? { [NOTE_DIGEST]: digestOfNote(stored.salt, stored.text) } : {}),
    ...(origin?.isSimulated ? { [SIMULATED]: true } : {}),
  }
  const originDigest = origin ? digestOfOrigin(salt, origin) : null
  const personId = event.actorId ?? event.targetId
  const { address = '', userAgent = '' } = origin ?? {}
  return {
    row: { ...event, id, at: now, details, originDigest },
    origin: origin ? { eventId: id, personId, salt, at: now, address, userAgent } : null,
    note: stored,
  }
}

const newSalt = () => randomBytes(SALT_BYTES).toString('base64url')

function noteOf(eventId: string, personId: string | null, text: string | undefined) {
  if (text === undefined || personId === null) return null
  return { eventId, personId, salt: newSalt(), text }
}

/** Uses the event names of the OWASP Logging Vocabulary; leaves `details` out. */
function writeLine({ action, result, actorId, targetId, origin }: AuditEvent): void {
  const line = {
    event: action,
    result,
    actorId: actorId ?? undefined,
    targetId: targetId ?? undefined,
    address: origin?.address,
  }
  if (result === 'FAILURE') log.warn(line)
  else log.info(line)
}

/** Binds an event to its client info in `audit_origins`; reveals nothing once that row is deleted. */
export function digestOfOrigin(
  salt: string,
  { address, userAgent }: { address: string; userAgent: string },
): string {
  return digestOf([salt, address, userAgent])
}

/** Binds an event to its note in `audit_notes`, in the same way. */
export function digestOfNote(salt: string, text: string): string {
  return digestOf([salt, text])
}

function digestOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}
