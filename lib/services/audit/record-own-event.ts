import { recordAuditEvent, type AuditEvent } from '@/lib/data/audit/audit-log'
import { inTransaction, type Database } from '@/lib/data/database/prisma'
import { lockAccount } from '@/lib/data/users/lock-account'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'

/**
 * Records what a signed-in user asked for where nothing else is written. Nothing is recorded of an
 * account that was deleted meanwhile: its address and browser were deleted with it.
 *
 * @param event with the user as its actor
 */
export async function recordOwnEvent(
  event: AuditEvent & { actorId: string },
  now: Date,
): Promise<void> {
  await inTransaction(async (database) => {
    if (await lockAccount(database, event.actorId)) await recordAuditEvent(database, event, now)
  })
}

/** Records what users have done to their own account, in the transaction that did it. */
export function recordOwnChange(
  database: Database,
  userId: string,
  event: Pick<AuditEvent, 'action' | 'details'>,
  origin: ClientInfo,
  now: Date,
): Promise<void> {
  const who = { result: 'SUCCESS', actorId: userId, targetId: userId } as const
  return recordAuditEvent(database, { ...who, ...event, origin }, now)
}
