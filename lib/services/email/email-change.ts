import type { ProvenViewer, Viewer } from '@/lib/services/viewer'
import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import {
  deleteUserLinkTokens,
  findNewestLinkTime,
  findPendingLink,
} from '@/lib/data/mail/link-tokens'
import { inTransaction, prisma, type Database } from '@/lib/data/database/prisma'
import { lockAccount, type LockedAccount } from '@/lib/data/users/lock-account'
import { lockViewer } from '@/lib/services/sessions/lock-viewer'
import { findUserByEmail } from '@/lib/data/users/users'
import { setUserEmail } from '@/lib/data/users/user-profile'
import { isEmailDomainAllowed } from '@/lib/domain/accounts/account-state'
import { later } from '@/lib/domain/time'
import { env } from '@/lib/env'
import { enqueueMail, type OutgoingMail } from '@/lib/mail/outbox'
import { err, ok, type Result } from '@/lib/platform/result'
import type { ChangeEmailInput } from '@/lib/schemas/account'
import { issueLink } from './issue-link'
import { limitMailRequests, limitMails } from '@/lib/services/limits/mail-allowance'
import { limitRequests } from '@/lib/services/limits/request-limits'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'

/**
 * Mails a confirmation link to the new address. Nothing changes until it is used. Only the newest link
 * works.
 *
 * The response and the work are the same when the address belongs to another account, whose owner is
 * notified by mail, and when the address has received its allowance of mails.
 */
export async function requestEmailChange(
  viewer: ProvenViewer,
  { email }: ChangeEmailInput,
  request: ClientInfo,
  now: Date,
): Promise<Result<'requested'>> {
  const limited =
    (await limitRequests('email-change', request, now)) ??
    (await limitMailRequests(email, request, now))
  if (limited) return limited
  if (!isEmailDomainAllowed(email, env().ALLOWED_EMAIL_DOMAINS)) return err('email_domain_refused')
  return inTransaction<Result<'requested'>>(async (database) => {
    if (!(await lockViewer(database, viewer, now))) return err('session_expired')
    const isAllowed = !(await limitMails(database, email, 'link', now))
    const taken = await findUserByEmail(database, email)
    const owner = { userId: viewer.id, ...(isAllowed ? {} : { isUnsent: true as const }) }
    const { token } = await issueLink(database, { owner, purpose: 'CHANGE_EMAIL', email }, now)
    const mail: OutgoingMail = taken
      ? {
          to: email,
          accountId: taken.id,
          template: 'change-email-taken',
          data: { name: taken.name },
        }
      : {
          to: email,
          accountId: viewer.id,
          template: 'change-email',
          data: { name: viewer.name },
          token,
        }
    await enqueueMail(database, isAllowed ? mail : { ...mail, to: null }, now)
    await recordAuditEvent(
      database,
      {
        ...{ action: 'email_change_requested', result: 'SUCCESS' },
        ...{ actorId: viewer.id, targetId: viewer.id },
        origin: request,
      },
      now,
    )
    return ok('requested')
  })
}

/** The address a change of email waits for, whether or not its mail could be sent; null without one. */
export async function findPendingEmailChange(viewer: Viewer, now: Date) {
  return findPendingLink(prisma(), viewer.id, 'CHANGE_EMAIL', now)
}

/** Gives up a change of email: its links stop working. @returns false when none was waiting */
export async function cancelEmailChange(
  viewer: Viewer,
  request: ClientInfo,
  now: Date,
): Promise<boolean> {
  return inTransaction(async (database) => {
    if (!(await lockAccount(database, viewer.id))) return false
    if ((await deleteUserLinkTokens(database, viewer.id, 'CHANGE_EMAIL')) === 0) return false
    const who = { actorId: viewer.id, targetId: viewer.id, origin: request }
    const event = { action: 'email_change_cancelled', result: 'SUCCESS', ...who } as const
    await recordAuditEvent(database, event, now)
    return true
  })
}

/**
 * Changes an account's email to the address that was just confirmed. Links mailed to the old address
 * stop working, and a link that undoes the change is mailed to it. Sessions continue.
 *
 * Part of the transaction that consumed the link, under the locks of the account and the new
 * address.
 *
 * @returns false when the account no longer exists
 * @throws PrismaClientKnownRequestError P2002 when another account has taken the address
 */
export async function applyEmailChange(
  database: Database,
  { user, email }: { user: LockedAccount; email: string },
  request: ClientInfo,
  now: Date,
): Promise<boolean> {
  const userId = user.id
  await deleteUserLinkTokens(database, userId, 'RESET_PASSWORD', 'CONFIRM_EMAIL', 'CHANGE_EMAIL')
  if (!(await setUserEmail(database, user, email, now))) return false
  const link = { owner: { userId }, purpose: 'UNDO_EMAIL_CHANGE', email: user.email } as const
  const { token } = await issueLink(database, link, await timeOfChange(database, userId, now))
  const data = { name: user.name, changedAt: now.toISOString() }
  await enqueueMail(
    database,
    { to: user.email, accountId: userId, template: 'email-changed', data, token },
    now,
  )
  await recordAuditEvent(
    database,
    {
      ...{ action: 'email_changed', result: 'SUCCESS', actorId: userId, targetId: userId },
      origin: request,
    },
    now,
  )
  return true
}

/**
 * After every earlier change, whatever the clock of the server that made it: using a link ends later
 * ones.
 */
async function timeOfChange(database: Database, userId: string, now: Date): Promise<Date> {
  const newest = await findNewestLinkTime(database, userId, 'UNDO_EMAIL_CHANGE')
  return newest && newest >= now ? later(newest, 1) : now
}
