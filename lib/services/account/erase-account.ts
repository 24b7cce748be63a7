import {
  deletePersonalAuditData,
  deleteMailsOf,
  deleteUserRow,
} from '@/lib/data/users/erase-account'
import { deletePendingSignUps } from '@/lib/data/users/pending-sign-ups'
import type { Database } from '@/lib/data/database/prisma'
import { lockAddress } from '@/lib/data/database/transaction-lock'
import { lockAccount } from '@/lib/data/users/lock-account'
import { notifyOwner } from '@/lib/services/email/notify-owner'

/**
 * Deletes a user with all personal data and confirms it by mail. The audit log keeps its events, under
 * an id that no longer identifies anyone.
 *
 * The caller checks `isLastAdministrator` first and records the event.
 *
 * @returns false when the user was already deleted
 */
export async function eraseAccount(
  database: Database,
  user: { id: string; email: string; name: string },
  by: 'owner' | 'administrator',
  now: Date,
): Promise<boolean> {
  const account = await lockAccount(database, user.id)
  if (!account) return false
  await lockAddress(database, account.email)
  if (!(await deleteUserRow(database, user.id))) return false
  await deletePersonalAuditData(database, user.id)
  await deletePendingSignUps(database, user.email)
  await deleteMailsOf(database, user.id)
  const data = { name: user.name, deletedAt: now.toISOString(), by }
  await notifyOwner(database, account, { template: 'account-deleted', data }, now, null)
  return true
}
