import type { Viewer } from '@/lib/services/viewer'
import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import { inTransaction, prisma } from '@/lib/data/database/prisma'
import { lockAccount } from '@/lib/data/database/transaction-lock'
import { holdSignInState } from '@/lib/data/users/user-passwords'
import { err, ok, type Result } from '@/lib/platform/result'
import { eraseAccount } from './erase-account'
import { isLastAdministrator } from '@/lib/services/admin/last-administrator'
import { checkOwnPassword, type PasswordOwner } from '@/lib/services/passwords/own-password'
import type { SignInRequest } from '@/lib/services/sign-in/sign-in-limits'

/**
 * Removes the viewer's account with everything personal, for whoever gives its password now: however
 * recent the last proof is, this cannot be taken back.
 *
 * Wrong passwords count as wrong sign-ins do. The last active administrator cannot leave. The audit
 * log keeps that it happened, under an id that from then on names nobody, and not where it came from.
 */
export async function deleteAccount(
  viewer: Viewer,
  password: string,
  request: SignInRequest,
  now: Date,
): Promise<Result<'deleted'>> {
  const checked = await checkOwnPassword(viewer, password, request, now)
  if (!checked.ok) {
    if (checked.refusal.code === 'password_wrong') await recordRefusal(viewer, request, now)
    return checked
  }
  return erase(checked.value, now)
}

function erase(user: PasswordOwner, now: Date): Promise<Result<'deleted'>> {
  return inTransaction(async (database) => {
    if (await isLastAdministrator(database, user.id, now)) return err('last_admin')
    await lockAccount(database, user.id)
    // The password was replaced, or the account deleted, since the password was checked.
    if (!(await holdSignInState(database, user))) return err('session_expired')
    if (!(await eraseAccount(database, user, 'owner', now))) return err('session_expired')
    await recordAuditEvent(
      database,
      { action: 'user_deleted', result: 'SUCCESS', actorId: user.id, targetId: user.id },
      now,
    )
    return ok('deleted')
  })
}

function recordRefusal(
  viewer: Viewer,
  { address, userAgent }: SignInRequest,
  now: Date,
): Promise<void> {
  return recordAuditEvent(
    prisma(),
    {
      ...{ action: 'user_deleted', result: 'FAILURE', origin: { address, userAgent } },
      ...{ actorId: viewer.id, targetId: viewer.id, details: { code: 'password_wrong' } },
    },
    now,
  )
}
