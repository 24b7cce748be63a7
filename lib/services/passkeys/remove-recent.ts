import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import type { Database } from '@/lib/data/database/prisma'
import { deletePasskeys } from '@/lib/data/passkeys/passkeys'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'

/**
 * Removes the passkeys that were added since something the owner did not do: whoever did that may have
 * added them. Earlier ones stay, so that a mailed link takes no factor from its owner.
 */
export async function removePasskeysAddedSince(
  database: Database,
  userId: string,
  since: Date,
  client: ClientInfo,
  now: Date,
): Promise<void> {
  const count = await deletePasskeys(database, userId, since)
  if (count === 0) return
  await recordAuditEvent(
    database,
    {
      ...{ action: 'passkey_removed', result: 'SUCCESS', details: { count } },
      ...{ actorId: null, targetId: userId, origin: client },
    },
    now,
  )
}
