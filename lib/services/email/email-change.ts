import type { ProvenViewer } from '@/lib/services/viewer'
import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import { deleteUserLinkTokens } from '@/lib/data/mail/link-tokens'
import { deletePendingSignUps } from '@/lib/data/users/pending-sign-ups'
import { inTransaction, type Database } from '@/lib/data/database/prisma'
import { findUser, findUserByEmail } from '@/lib/data/users/users'
import { setUserEmail } from '@/lib/data/users/user-profile'
import { isEmailDomainAllowed } from '@/lib/domain/accounts/account-state'
import { env } from '@/lib/env'
import { enqueueMail, type OutgoingMail } from '@/lib/mail/outbox'
import { err, ok, type Result } from '@/lib/platform/result'
import type { ChangeEmailInput } from '@/lib/schemas/change-email'
import { issueLink } from './issue-link'
import { isMailAllowed } from '@/lib/services/limits/mail-allowance'
import { limitRequests } from '@/lib/services/limits/request-limits'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'

/**
 * Sends a link to the address an account is to move to. Nothing changes until it is confirmed there.
 * The newest link only works.
 *
 * The answer is the same whoever has that address, and so is the work: its owner is told by mail.
 * So it is when the address has had its mails for this hour.
 */
export async function requestEmailChange(
  viewer: ProvenViewer,
  { email }: ChangeEmailInput,
  request: ClientInfo,
  now: Date,
): Promise<Result<'requested'>> {
  const limited = await limitRequests('email-change', request, now)
  if (limited) return limited
  if (!isEmailDomainAllowed(email, env().ALLOWED_EMAIL_DOMAINS)) return err('email_domain_refused')
  await inTransaction(async (database) => {
    const isAllowed = await isMailAllowed(database, email, 'verification', now)
    const taken = await findUserByEmail(database, email)
    const owner = isAllowed ? { userId: viewer.id } : { nobody: true as const }
    const { token } = await issueLink(database, { owner, purpose: 'CHANGE_EMAIL', email }, now)
    const mail: OutgoingMail = taken
      ? { to: email, template: 'change-email-taken', data: { name: taken.name } }
      : { to: email, template: 'change-email', data: { name: viewer.name }, token }
    await enqueueMail(database, isAllowed ? mail : { ...mail, to: null }, now)
    const { address, userAgent } = request
    await recordAuditEvent(
      database,
      {
        ...{ action: 'email_change_requested', result: 'SUCCESS' },
        ...{ actorId: viewer.id, targetId: viewer.id },
        origin: { address, userAgent },
      },
      now,
    )
  })
  return ok('requested')
}

/**
 * Moves an account to an address that was confirmed just now. The links that were mailed to the old
 * one die; what takes the account back goes there. Sessions go on, and show the new address.
 *
 * Part of the transaction that used the link up, under the account's lock.
 *
 * @returns false when the account is gone
 * @throws PrismaClientKnownRequestError P2002 when somebody else has that address by now
 */
export async function applyEmailChange(
  database: Database,
  { userId, email }: { userId: string; email: string },
  { address, userAgent }: ClientInfo,
  now: Date,
): Promise<boolean> {
  const user = await findUser(database, userId)
  if (!user) return false
  await deleteUserLinkTokens(database, userId, 'RESET_PASSWORD', 'CONFIRM_EMAIL', 'CHANGE_EMAIL')
  if (!(await setUserEmail(database, user, email, now))) return false
  await deletePendingSignUps(database, email)
  const link = { owner: { userId }, purpose: 'UNDO_EMAIL_CHANGE', email: user.email } as const
  const { token } = await issueLink(database, link, now)
  const data = { name: user.name, changedAt: now.toISOString() }
  await enqueueMail(database, { to: user.email, template: 'email-changed', data, token }, now)
  await recordAuditEvent(
    database,
    {
      ...{ action: 'email_changed', result: 'SUCCESS', actorId: userId, targetId: userId },
      origin: { address, userAgent },
    },
    now,
  )
  return true
}
