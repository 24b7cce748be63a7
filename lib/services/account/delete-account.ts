import { recordOwnEvent } from '@/lib/services/audit/record-own-event'
import type { Viewer } from '@/lib/services/viewer'
import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import { inTransaction } from '@/lib/data/database/prisma'
import { hasSameSignInState, lockAccount } from '@/lib/data/users/lock-account'
import { err, ok, type Result } from '@/lib/platform/result'
import { eraseAccount } from './erase-account'
import { isLastAdministrator } from '@/lib/services/admin/last-administrator'
import { checkOwnPassword, type PasswordOwner } from '@/lib/services/passwords/own-password'
import type { SignInRequest } from '@/lib/services/sign-in/sign-in-limits'

/**
 * Deletes the viewer's account and all personal data. The password is always required, however
 * recently it was confirmed, because this cannot be undone.
 *
 * Wrong passwords count as failed sign-ins. The last active administrator cannot delete their account.
 * The audit log keeps the event under an id that no longer identifies anyone, without client info.
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
    const account = await lockAccount(database, user.id)
    // The password was changed or the account deleted since the password was checked.
    if (!hasSameSignInState(account, user)) return err('session_expired')
    if (!(await eraseAccount(database, user, 'owner', now))) return err('session_expired')
    await recordAuditEvent(
      database,
      { action: 'user_deleted', result: 'SUCCESS', actorId: user.id, targetId: user.id },
      now,
    )
    return ok('deleted')
  })
}

function recordRefusal(viewer: Viewer, request: SignInRequest, now: Date): Promise<void> {
  return recordOwnEvent(
    {
      ...{ action: 'user_deleted', result: 'FAILURE', origin: request },
      ...{ actorId: viewer.id, targetId: viewer.id, details: { code: 'password_wrong' } },
    },
    now,
  )
}
