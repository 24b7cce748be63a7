import { createHash, randomBytes } from 'node:crypto'
import type { AuditAction } from '@/lib/domain/audit-actions'
import type { AuditResult } from './generated/enums'
import type { Database } from './prisma'

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
 * neither is there without the other.
 */
export async function recordAuditEvent(
  database: Database,
  event: AuditEvent,
  now: Date,
): Promise<void> {
  const { action, result, actorId, targetId, details = {}, origin } = event
  const salt = randomBytes(SALT_BYTES).toString('base64url')
  const originDigest = origin ? digestOfOrigin(salt, origin) : null
  const { id } = await database.auditEvent.create({
    data: { at: now, action, result, actorId, targetId, details, originDigest },
    select: { id: true },
  })
  if (!origin) return
  const personId = actorId ?? targetId
  await database.auditOrigin.create({
    data: { eventId: id, personId, salt, at: now, ...origin },
    select: { eventId: true },
  })
}

/** What binds an event to its row in the side table, and tells nothing once that row is gone. */
export function digestOfOrigin(
  salt: string,
  { address, userAgent }: { address: string; userAgent: string },
): string {
  const parts = JSON.stringify([salt, address, userAgent])
  return createHash('sha256').update(parts).digest('base64url')
}
