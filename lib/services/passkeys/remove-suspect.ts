import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import type { Database } from '@/lib/data/database/prisma'
import { findOldestUnusedLinkTime } from '@/lib/data/mail/link-tokens'
import { deletePasskeys } from '@/lib/data/passkeys/passkeys'
import { suspectSince } from '@/lib/domain/passkeys/lifetimes'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'

/**
 * Removes the passkeys that whoever did something the owner did not do may have added.
 *
 * They may have come long before what the owner answers: each further sign-in sends another mail, and a
 * new password ends the links of earlier ones. So passkeys go that were added since the oldest notice of
 * a sign-in that nobody has answered, and those of the days before what is answered. Earlier ones stay,
 * so that a mailed link takes no factor from its owner.
 *
 * To be called before unused links are deleted.
 *
 * @param at when that happened
 * @returns how many were removed
 */
export async function removeSuspectPasskeys(
  database: Database,
  userId: string,
  at: Date,
  client: ClientInfo,
  now: Date,
): Promise<number> {
  const unanswered = await findOldestUnusedLinkTime(database, userId, 'NOT_ME')
  const count = await deletePasskeys(database, userId, suspectSince(at, unanswered))
  if (count === 0) return 0
  await recordAuditEvent(
    database,
    {
      ...{ action: 'passkey_removed', result: 'SUCCESS', details: { count } },
      ...{ actorId: null, targetId: userId, origin: client },
    },
    now,
  )
  return count
}
