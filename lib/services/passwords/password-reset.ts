import { hashToken } from '@/lib/crypto/random-token'
import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import {
  deleteUserLinkTokens,
  findLiveLinkToken,
  consumeLinkToken,
} from '@/lib/data/mail/link-tokens'
import { inTransaction, prisma } from '@/lib/data/database/prisma'
import { countPasskeys } from '@/lib/data/passkeys/passkeys'
import { revokeUserSessions } from '@/lib/data/sessions/sessions'
import { lockAccount, lockAccountByEmail } from '@/lib/data/users/lock-account'
import { setUserPassword } from '@/lib/data/users/user-passwords'
import { findUser, type PasswordColumns } from '@/lib/data/users/users'
import { enqueueMail } from '@/lib/mail/outbox'
import { linkAccountOf, type LinkAccount } from '@/lib/domain/accounts/link-account'
import { judgeNewPassword } from '@/lib/password/judge-new-password'
import { hashPassword } from '@/lib/password/password'
import { err, ok, type Result } from '@/lib/platform/result'
import { limitMailRequests, limitMails } from '@/lib/services/limits/mail-allowance'
import { issueLink, linkIssued } from '@/lib/services/email/issue-link'
import { refuseLink } from '@/lib/services/email/refused-link'
import { limitLinkUse, limitRequests } from '@/lib/services/limits/request-limits'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'

/**
 * Mails a reset link to the stored address of an account. Only the newest link works.
 *
 * For an address without an account, or one that has received its allowance of mails, the same
 * statements run in the same transaction, but the token is not valid for anything and no mail is sent.
 * Only a client that sends too many requests is refused.
 *
 * @param input.email normalised
 */
export async function requestPasswordReset(
  input: { email: string },
  request: ClientInfo,
  now: Date,
): Promise<Result<'requested'>> {
  const limited =
    (await limitRequests('reset-request', request, now)) ??
    (await limitMailRequests(input.email, request, now))
  if (limited) return limited
  await mailResetLink(input.email, request, now)
  return ok('requested')
}

/** Mails a reset link, within the allowance of the address; the work is the same for every address. */
export async function mailResetLink(email: string, request: ClientInfo, now: Date): Promise<void> {
  await inTransaction(async (database) => {
    const user = await lockAccountByEmail(database, email)
    const used = await limitMails(database, email, 'reset', now)
    const recipient = used ? null : user
    const owner = recipient ? { userId: recipient.id } : { nobody: true as const }
    const link = { owner, purpose: 'RESET_PASSWORD', email: recipient?.email ?? '' } as const
    const { token } = await issueLink(database, link, now)
    await enqueueMail(
      database,
      {
        to: recipient?.email ?? null,
        accountId: recipient?.id ?? null,
        template: 'reset-password',
        data: { name: recipient?.name ?? '' },
        token,
      },
      now,
    )
    await recordAuditEvent(
      database,
      {
        ...linkIssued('RESET_PASSWORD'),
        result: recipient ? 'SUCCESS' : 'FAILURE',
        actorId: null,
        targetId: user?.id ?? null,
        origin: request,
      },
      now,
    )
  })
}

/** Whose password a link resets; null when it no longer works, so that nobody types one for nothing. */
export async function findResetAccount(token: string, now: Date): Promise<LinkAccount | null> {
  const owner = await findOwner(hashToken(token), now)
  return owner && linkAccountOf(owner)
}

async function findOwner(hash: string, now: Date) {
  const link = await findLiveLinkToken(prisma(), hash, 'RESET_PASSWORD', now)
  const user = link?.userId ? await findUser(prisma(), link.userId) : null
  return user?.email === link?.email ? user : null
}

/** Rolls the transaction back: the link was used or the account changed concurrently. */
class LinkInvalid extends Error {}

/**
 * Sets a new password with a reset link.
 *
 * After a refused password the link still works. An accepted one consumes it, ends every session of the
 * account, deletes its other reset links, resets the failure counts that may have locked it, and
 * notifies the owner, all in one transaction. Signs nobody in.
 */
export async function resetPassword(
  input: { token: string; password: string },
  request: ClientInfo,
  now: Date,
): Promise<Result<'password_set'>> {
  const hash = hashToken(input.token)
  const limited = await limitLinkUse(hash, request, now)
  if (limited) return limited
  const user = await findOwner(hash, now)
  if (!user) return refuseLink({ hash, purpose: 'reset_password' }, request, now)
  const refused = await judgeNewPassword(input.password, user)
  if (refused) return err(refused)
  // Before the transaction: hashing is slow, and no row should be locked meanwhile.
  const hashed = await hashPassword(input.password)
  if (!hashed.ok) return hashed
  try {
    await consumeLink({ hash, user, password: hashed.value }, request, now)
  } catch (error) {
    if (!(error instanceof LinkInvalid)) throw error
    return refuseLink({ hash, purpose: 'reset_password' }, request, now)
  }
  return ok('password_set')
}

type Reset = {
  hash: string
  user: { id: string; email: string; name: string }
  password: PasswordColumns
}

async function consumeLink(
  { hash, user, password }: Reset,
  request: ClientInfo,
  now: Date,
): Promise<void> {
  await inTransaction(async (database) => {
    await lockAccount(database, user.id)
    if (!(await consumeLinkToken(database, hash, 'RESET_PASSWORD', now))) throw new LinkInvalid()
    if (!(await setUserPassword(database, user, password, now))) throw new LinkInvalid()
    const ended = await revokeUserSessions(database, user.id, now)
    await deleteUserLinkTokens(database, user.id, 'RESET_PASSWORD', 'CHANGE_EMAIL', 'NOT_ME')
    const passkeys = await countPasskeys(database, user.id)
    const data = { name: user.name, changedAt: now.toISOString(), passkeys }
    await enqueueMail(
      database,
      { to: user.email, accountId: user.id, template: 'password-changed', data },
      now,
    )
    const who = { actorId: null, targetId: user.id, origin: request }
    const what = { action: 'authn_password_reset', result: 'SUCCESS' } as const
    await recordAuditEvent(database, { ...who, ...what, details: { sessionsEnded: ended } }, now)
  })
}
