import type { Database } from '@/lib/data/database/prisma'
import type { LockedAccount } from '@/lib/data/users/lock-account'
import { notifyOwner } from '@/lib/services/email/notify-owner'

/**
 * Tells the owner by mail what was done to a passkey.
 *
 * @param what.passkey what it is called now
 */
export function notifyOwnerOfPasskey(
  database: Database,
  account: LockedAccount,
  what: { change: 'added' | 'renamed' | 'removed'; passkey: string },
  now: Date,
): Promise<void> {
  const data = { name: account.name, ...what, changedAt: now.toISOString() }
  return notifyOwner(database, account, { template: 'passkey-changed', data }, now)
}
