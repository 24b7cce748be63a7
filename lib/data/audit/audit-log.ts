import { createHash, randomBytes } from 'node:crypto'
import type { AuditAction } from '@/lib/domain/audit/audit-actions'
import { log } from '@/lib/platform/log'
import type { AuditResult } from '@/lib/data/generated/enums'
import { afterCommit, type Database } from '@/lib/data/database/prisma'
import { timeOrderedId } from '@/lib/data/database/time-ordered-id'

const SALT_BYTES = 16

export type AuditEvent = {
  action: AuditAction
  result: AuditResult
  /** Who did it; null for the system and for visitors nobody knows. */
  actorId: string | null
  /** Whose account it is about; null when it belongs to nobody. */
  targetId: string | null
  /** What else is to be known. Never anything personal, typed or secret. */
  details?: Readonly<Record<string, string | number | boolean>>
  /** Where it came from. Kept apart from the event, and cleared with the account. */
  origin?: Readonly<{ address: string; userAgent: string }>
}

/**
 * Adds one row to the audit log. Call it inside the transaction that makes the change, so that
 * neither is there without the other. The log on standard output gets one line once that commits.
 */
export async function recordAuditEvent(
  database: Database,
  event: AuditEvent,
  now: Date,
): Promise<void> {
  await recordAuditEvents(database, [event], now)
}

/**
 * The same for several at one moment: one statement, one round trip, whoever they are about, so that
 * an event about nobody costs what one about somebody does.
 */
export async function recordAuditEvents(
  database: Database,
  events: readonly AuditEvent[],
  now: Date,
): Promise<void> {
  const rows = events.map((event) => rowsOf(event, now))
  const added = JSON.stringify(rows.map(({ row }) => row))
  const origins = JSON.stringify(rows.flatMap(({ origin }) => origin ?? []))
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

function rowsOf({ details = {}, origin, ...event }: AuditEvent, now: Date) {
  const id = timeOrderedId(now)
  const salt = randomBytes(SALT_BYTES).toString('base64url')
  const originDigest = origin ? digestOfOrigin(salt, origin) : null
  const personId = event.actorId ?? event.targetId
  const { address = '', userAgent = '' } = origin ?? {}
  return {
    row: { ...event, id, at: now, details, originDigest },
    origin: origin ? { eventId: id, personId, salt, at: now, address, userAgent } : null,
  }
}

/** By the vocabulary's names, so that whoever collects logs knows them. Never what `details` says. */
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

/** What binds an event to its row in the side table, and tells nothing once that row is gone. */
export function digestOfOrigin(
  salt: string,
  { address, userAgent }: { address: string; userAgent: string },
): string {
  const parts = JSON.stringify([salt, address, userAgent])
  return createHash('sha256').update(parts).digest('base64url')
}
