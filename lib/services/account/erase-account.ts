import {
  deleteAuditOrigins,
  deleteEmailChangeMails,
  deleteMailsTo,
  deleteUserRow,
} from '@/lib/data/users/erase-account'
import { deletePendingSignUps } from '@/lib/data/users/pending-sign-ups'
import type { Database } from '@/lib/data/database/prisma'
import { lockAccount } from '@/lib/data/database/transaction-lock'
import { enqueueMail } from '@/lib/mail/outbox'

/**
 * Removes a user and everything personal that is kept about them, and says so by mail. The audit
 * log keeps what happened, under an id that from now on names nobody.
 *
 * The caller has asked `isLastAdministrator` and records the event.
 *
 * @returns false when somebody else has removed the user already
 */
export async function eraseAccount(
  database: Database,
  user: { id: string; email: string; name: string },
  by: 'owner' | 'administrator',
  now: Date,
): Promise<boolean> {
  await lockAccount(database, user.id)
  // Before the user, whose links tell of them.
  await deleteEmailChangeMails(database, user.id)
  if (!(await deleteUserRow(database, user.id))) return false
  await deleteAuditOrigins(database, user.id)
  await deletePendingSignUps(database, user.email)
  await deleteMailsTo(database, user.email)
  const data = { name: user.name, deletedAt: now.toISOString(), by }
  await enqueueMail(database, { to: user.email, template: 'account-deleted', data }, now)
  return true
}
