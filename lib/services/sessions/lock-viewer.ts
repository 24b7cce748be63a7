import type { Database } from '@/lib/data/database/prisma'
import { isSessionOpen } from '@/lib/data/sessions/sessions'
import { lockAccount, type LockedAccount } from '@/lib/data/users/lock-account'
import type { Viewer } from '@/lib/services/viewer'

/**
 * Serialises what a viewer does to the account, and checks under that lock that the session still
 * counts. Whatever ends sessions takes the same lock, so a request in flight cannot leave behind a token
 * or a code that outlives its session.
 *
 * @returns null when the session has ended, or the account was deleted, meanwhile
 */
export async function lockViewer(
  database: Database,
  viewer: Viewer,
  now: Date,
): Promise<LockedAccount | null> {
  const account = await lockAccount(database, viewer.id)
  return account && (await isSessionOpen(database, viewer.session.id, now)) ? account : null
}
