import type { NewDisablement } from '@/lib/data/users/account-status'
import {
  clearUserDisablement,
  restartUserSignIn,
  setUserDisablement,
  setUserRole,
} from '@/lib/data/users/account-status'
import { deletePasskeys } from '@/lib/data/passkeys/passkeys'
import { deleteAuthenticator } from '@/lib/data/two-factor/authenticators'
import { revokeUserSessions } from '@/lib/data/sessions/sessions'
import { err, ok, type Result } from '@/lib/platform/result'
import { enqueueMail } from '@/lib/mail/outbox'
import type { MailContent } from '@/lib/mail/mail-templates'
import { administer, refuseOwn, type Administration, type Administrator } from './administration'
import { eraseAccount } from '@/lib/services/account/erase-account'
import { isLastAdministrator } from './last-administrator'
import { isAdministrator, type Role } from '@/lib/domain/accounts/roles'

/*
 * Actions of an administrator on a user's account. Each is audited in the same transaction and takes
 * effect with the user's next request in every process, because requests are checked against the
 * database. Each returns null when there is no such user, or the caller is not (or no longer) an
 * administrator.
 */

type Answer<Value> = Promise<Result<Value> | null>

/**
 * Sets a user's role. Any other role than administrator is refused for the last administrator. Setting
 * the current role again changes nothing.
 */
export function setRole(
  by: Administrator,
  userId: string,
  role: Role,
  now: Date,
): Answer<'role_set'> {
  return administer(by, userId, now, async (administration) => {
    const { database, target, record } = administration
    if (!isAdministrator(role)) {
      if (await isLastAdministrator(database, userId, now)) return err('last_admin')
      const own = refuseOwn(administration)
      if (own) return own
    }
    if (await setUserRole(database, userId, role)) {
      await record({ action: 'authz_change', details: { from: target.role, to: role } })
      await tell(
        administration,
        { template: 'role-changed', data: { ...about(target, now), role } },
        now,
      )
    }
    return ok('role_set')
  })
}

/** Disables an account and ends its sessions, so that none of them works again when it is enabled. */
export function disableUser(
  by: Administrator,
  userId: string,
  disablement: NewDisablement,
  now: Date,
): Answer<'disabled'> {
  return administer(by, userId, now, async (administration) => {
    const { database, target, record } = administration
    if (await isLastAdministrator(database, userId, now)) return err('last_admin')
    const own = refuseOwn(administration)
    if (own) return own
    await setUserDisablement(database, userId, disablement, now)
    const sessionsEnded = await revokeUserSessions(database, userId, now)
    const details = { sessionsEnded, endsByItself: disablement.until !== null }
    await record({ action: 'user_disabled', details, note: disablement.reason })
    const until = disablement.until?.toISOString() ?? ''
    await tell(
      administration,
      { template: 'account-disabled', data: { ...about(target, now), until } },
      now,
    )
    return ok('disabled')
  })
}

export function enableUser(by: Administrator, userId: string, now: Date): Answer<'enabled'> {
  return administer(by, userId, now, async (administration) => {
    const { database, target, record } = administration
    if (await clearUserDisablement(database, userId)) {
      await record({ action: 'user_enabled' })
      await tell(administration, { template: 'account-enabled', data: about(target, now) }, now)
    }
    return ok('enabled')
  })
}

/** Ends every session of another user. Administrators manage their own on their sessions page. */
export function signOutAllDevices(
  by: Administrator,
  userId: string,
  now: Date,
): Answer<{ sessionsEnded: number }> {
  return administer(by, userId, now, async (administration) => {
    const { database, record } = administration
    const own = refuseOwn(administration)
    if (own) return own
    const sessionsEnded = await revokeUserSessions(database, userId, now)
    if (sessionsEnded > 0) await record({ action: 'session_ended', details: { sessionsEnded } })
    return ok({ sessionsEnded })
  })
}

/** Unlocks an account that failed sign-ins have locked, and resets its failure counts. */
export function unlockUser(by: Administrator, userId: string, now: Date): Answer<'unlocked'> {
  return administer(by, userId, now, async ({ database, record }) => {
    await restartUserSignIn(database, userId, now)
    await record({ action: 'user_unlocked' })
    return ok('unlocked')
  })
}

/**
 * Turns two-factor off for somebody who has lost it, with recovery codes and trusted browsers, and removes
 * every passkey. Ends every session, and tells the owner why. Administrators cannot do this to themselves;
 * the operator can help them.
 *
 * @param reason for the owner, and stored nowhere else
 */
export function resetTwoFactor(
  by: Administrator,
  userId: string,
  { reason }: { reason: string },
  now: Date,
): Answer<'reset' | 'was_off'> {
  return administer<'reset' | 'was_off'>(by, userId, now, async (administration) => {
    const { database, target, record } = administration
    const own = refuseOwn(administration)
    if (own) return own
    const hadApp = await deleteAuthenticator(database, userId)
    const passkeys = await deletePasskeys(database, userId)
    if (!hadApp && passkeys === 0) return ok('was_off')
    const sessionsEnded = await revokeUserSessions(database, userId, now)
    await record({ action: 'two_factor_reset', details: { sessionsEnded, passkeys } })
    const data = { ...about(target, now), reason }
    await tell(administration, { template: 'two-factor-reset', data }, now)
    return ok('reset')
  })
}

/** Deletes an account with all personal data, and notifies its owner by mail. */
export function deleteUser(by: Administrator, userId: string, now: Date): Answer<'deleted'> {
  return administer<'deleted'>(by, userId, now, async (administration) => {
    const { database, target, record } = administration
    if (await isLastAdministrator(database, userId, now)) return err('last_admin')
    const own = refuseOwn(administration)
    if (own) return own
    if (await eraseAccount(database, target, 'administrator', now)) {
      await record({ action: 'user_deleted' })
    }
    return ok('deleted')
  })
}

/** What an owner is told of every act on the account. */
function about({ name }: { name: string }, now: Date) {
  return { name, changedAt: now.toISOString() }
}

/** Tells the owner by mail. Administrators do this, so no allowance holds it back. */
function tell(
  { database, target }: Pick<Administration, 'database' | 'target'>,
  mail: MailContent,
  now: Date,
): Promise<void> {
  return enqueueMail(database, { ...mail, to: target.email, accountId: target.id }, now)
}
