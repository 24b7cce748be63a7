import { recordOwnChange, recordOwnEvent } from '@/lib/services/audit/record-own-event'
import type { Viewer } from '@/lib/services/viewer'
import { deleteUserLinkTokens } from '@/lib/data/mail/link-tokens'
import { inTransaction } from '@/lib/data/database/prisma'
import { revokeOtherUserSessions } from '@/lib/data/sessions/sessions'
import { lockAccount } from '@/lib/data/users/lock-account'
import { setUserPassword } from '@/lib/data/users/user-passwords'
import { type PasswordColumns } from '@/lib/data/users/users'
import type { ErrorCode } from '@/lib/platform/errors'
import { judgeNewPassword } from '@/lib/password/judge-new-password'
import { hashPassword } from '@/lib/password/password'
import { err, ok, type Result } from '@/lib/platform/result'
import type { ChangePasswordInput } from '@/lib/schemas/passwords'
import { notifyOwner } from '@/lib/services/email/notify-owner'
import { checkOwnPassword, type PasswordOwner } from './own-password'
import type { SignInRequest } from '@/lib/services/sign-in/sign-in-limits'

/**
 * Changes the viewer's password. Requires the current one.
 *
 * A wrong current password counts as a failed sign-in. The change, in one transaction, ends every other
 * session, deletes links that reset the password or change the email, and notifies the owner. This
 * session continues.
 */
export async function changePassword(
  viewer: Viewer,
  { currentPassword, newPassword }: ChangePasswordInput,
  request: SignInRequest,
  now: Date,
): Promise<Result<'changed'>> {
  const checked = await checkOwnPassword(viewer, currentPassword, request, now)
  if (!checked.ok) {
    if (checked.refusal.code === 'password_wrong') {
      await recordRefusal(viewer, checked.refusal.code, request, now)
    }
    return checked
  }
  const refused =
    newPassword === currentPassword
      ? 'password_unchanged'
      : await judgeNewPassword(newPassword, checked.value)
  if (refused) {
    await recordRefusal(viewer, refused, request, now)
    return err(refused)
  }
  // Before the transaction: hashing is slow, and no row should be locked meanwhile.
  const hashed = await hashPassword(newPassword)
  if (!hashed.ok) return hashed
  return replacePassword(viewer, checked.value, hashed.value, request, now)
}

function recordRefusal(
  viewer: Viewer,
  code: ErrorCode,
  request: SignInRequest,
  now: Date,
): Promise<void> {
  return recordOwnEvent(
    {
      ...{ action: 'authn_password_change_fail', result: 'FAILURE' },
      ...{ actorId: viewer.id, targetId: viewer.id },
      details: { reason: code },
      origin: request,
    },
    now,
  )
}

function replacePassword(
  viewer: Viewer,
  owner: PasswordOwner,
  password: PasswordColumns,
  request: SignInRequest,
  now: Date,
): Promise<Result<'changed'>> {
  const { id, name } = owner
  return inTransaction(async (database) => {
    const account = await lockAccount(database, id)
    // A concurrent request has changed the password, so the one that was checked is no longer current.
    const isCurrent = account && (await setUserPassword(database, owner, password, now))
    if (!isCurrent) return err('password_wrong')
    const ended = await revokeOtherUserSessions(database, id, viewer.session.id, now)
    await deleteUserLinkTokens(database, id, 'RESET_PASSWORD', 'CHANGE_EMAIL', 'NOT_ME')
    const data = { name, changedAt: now.toISOString() }
    await notifyOwner(database, account, { template: 'password-changed', data }, now)
    const event = { action: 'authn_password_change', details: { sessionsEnded: ended } } as const
    await recordOwnChange(database, id, event, request, now)
    return ok('changed')
  })
}
