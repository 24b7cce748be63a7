import { hashToken } from '@/lib/crypto/random-token'
import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import { deleteUserLinkTokens, findLiveLinkToken, useLinkToken } from '@/lib/data/mail/link-tokens'
import { inTransaction, prisma } from '@/lib/data/database/prisma'
import { revokeUserSessions } from '@/lib/data/sessions/sessions'
import { lockAccount } from '@/lib/data/database/transaction-lock'
import { setUserPassword } from '@/lib/data/users/user-passwords'
import { findUser, findUserByEmail, type PasswordColumns } from '@/lib/data/users/users'
import { enqueueMail } from '@/lib/mail/outbox'
import { judgeNewPassword } from '@/lib/password/judge-new-password'
import { hashPassword } from '@/lib/password/password'
import { err, ok, type Result } from '@/lib/platform/result'
import { isMailAllowed } from '@/lib/services/limits/mail-allowance'
import { issueLink, linkIssued } from '@/lib/services/email/issue-link'
import { refuseLink } from '@/lib/services/email/refused-link'
import { limitLinkUse, limitRequests } from '@/lib/services/limits/request-limits'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'

/**
 * Sends a reset link to the stored address of an account. The newest link only works.
 *
 * For an address without an account the same statements run in the same one transaction; the token
 * opens nothing and the mail goes to nobody. So it is when an address has had its mails for this
 * hour; only whoever asks too often is told so.
 *
 * @param input.email normalised
 */
export async function requestPasswordReset(
  input: { email: string },
  request: ClientInfo,
  now: Date,
): Promise<Result<'requested'>> {
  const limited = await limitRequests('reset-request', request, now)
  if (limited) return limited
  await inTransaction(async (database) => {
    const user = await findUserByEmail(database, input.email)
    const isAllowed = await isMailAllowed(database, input.email, 'reset', now)
    const recipient = isAllowed ? user : null
    const owner = recipient ? { userId: recipient.id } : { nobody: true as const }
    const email = recipient?.email ?? ''
    const { token } = await issueLink(database, { owner, purpose: 'RESET_PASSWORD', email }, now)
    await enqueueMail(
      database,
      {
        to: recipient?.email ?? null,
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
  return ok('requested')
}

/** Whether a reset link still works, so that nobody types a password for nothing. */
export async function isResetLinkLive(token: string, now: Date): Promise<boolean> {
  return (await findLiveLinkToken(prisma(), hashToken(token), 'RESET_PASSWORD', now)) !== null
}

/** Rolls the transaction back: somebody else used the link, or the account changed. */
class LinkIsDead extends Error {}

/**
 * Sets a new password by a reset link.
 *
 * A refused password leaves the link alive. An accepted one uses it up, ends every session of the
 * account, kills its other reset links, forgets the failures that may have locked it, and tells the
 * owner, all in one transaction. Signs nobody in.
 */
export async function resetPassword(
  input: { token: string; password: string },
  request: ClientInfo,
  now: Date,
): Promise<Result<'password_set'>> {
  const hash = hashToken(input.token)
  const limited = await limitLinkUse(hash, request, now)
  if (limited) return limited
  const link = await findLiveLinkToken(prisma(), hash, 'RESET_PASSWORD', now)
  const user = link?.userId ? await findUser(prisma(), link.userId) : null
  if (!user || user.email !== link?.email)
    return refuseLink({ hash, purpose: 'reset_password' }, request, now)
  const refused = await judgeNewPassword(input.password, user)
  if (refused) return err(refused)
  // Before the transaction: hashing takes its time, and rows must not be locked for it.
  const hashed = await hashPassword(input.password)
  if (!hashed.ok) return hashed
  try {
    await useLink({ hash, user, password: hashed.value }, request, now)
  } catch (error) {
    if (!(error instanceof LinkIsDead)) throw error
    return refuseLink({ hash, purpose: 'reset_password' }, request, now)
  }
  return ok('password_set')
}

type Reset = {
  hash: string
  user: { id: string; email: string; name: string }
  password: PasswordColumns
}

async function useLink(
  { hash, user, password }: Reset,
  request: ClientInfo,
  now: Date,
): Promise<void> {
  await inTransaction(async (database) => {
    await lockAccount(database, user.id)
    if (!(await useLinkToken(database, hash, 'RESET_PASSWORD', now))) throw new LinkIsDead()
    if (!(await setUserPassword(database, user, password, now))) throw new LinkIsDead()
    const ended = await revokeUserSessions(database, user.id, now)
    await deleteUserLinkTokens(database, user.id, 'RESET_PASSWORD', 'CHANGE_EMAIL')
    const data = { name: user.name, changedAt: now.toISOString() }
    await enqueueMail(database, { to: user.email, template: 'password-changed', data }, now)
    const who = { actorId: null, targetId: user.id, origin: request }
    const what = { action: 'authn_password_reset', result: 'SUCCESS' } as const
    await recordAuditEvent(database, { ...who, ...what, details: { sessionsEnded: ended } }, now)
  })
}
