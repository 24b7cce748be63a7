import { hashToken } from '@/lib/crypto/random-token'
import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import {
  deleteUserLinkTokens,
  deleteNewerLinkTokens,
  findLiveLinkToken,
  useLinkToken,
} from '@/lib/data/mail/link-tokens'
import { inTransaction, isUniqueViolation, prisma, type Database } from '@/lib/data/database/prisma'
import { revokeUserSessions } from '@/lib/data/sessions/sessions'
import { lockAccount } from '@/lib/data/database/transaction-lock'
import { findUser } from '@/lib/data/users/users'
import { restoreUserEmail } from '@/lib/data/users/user-profile'
import { enqueueMail } from '@/lib/mail/outbox'
import { err, ok, type Result } from '@/lib/platform/result'
import { issueLink } from './issue-link'
import { limitLinkUse } from '@/lib/services/limits/request-limits'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'

/** Whether the link of a former address can still take its account back. */
export async function isUndoLinkLive(token: string, now: Date): Promise<boolean> {
  return (await findLiveLinkToken(prisma(), hashToken(token), 'UNDO_EMAIL_CHANGE', now)) !== null
}

/** Rolls the transaction back: somebody else used the link, or the account is gone. */
class LinkIsDead extends Error {}

/**
 * Gives an account back to its former address.
 *
 * Whoever moved it may know the password and be signed in: so every session ends, the password opens
 * nothing any more, and a reset begins, by the token that is returned and by mail.
 *
 * Links of changes made after this one die with it: whoever moved the account twice must not take it
 * back again. Links of changes before it stay: the account's first address has the last word.
 *
 * @returns the token of a reset link
 */
export async function undoEmailChange(
  token: string,
  request: ClientInfo,
  now: Date,
): Promise<Result<{ resetToken: string }>> {
  const hash = hashToken(token)
  const limited = await limitLinkUse(hash, request, now)
  if (limited) return limited
  const link = await findLiveLinkToken(prisma(), hash, 'UNDO_EMAIL_CHANGE', now)
  if (!link?.userId) return err('token_invalid')
  const { userId, email, createdAt } = link
  try {
    const resetToken = await inTransaction(async (database) => {
      await lockAccount(database, userId)
      if (!(await useLinkToken(database, hash, 'UNDO_EMAIL_CHANGE', now))) throw new LinkIsDead()
      await deleteNewerLinkTokens(database, userId, 'UNDO_EMAIL_CHANGE', createdAt)
      return restore(database, { userId, email }, request, now)
    })
    return ok({ resetToken })
  } catch (error) {
    if (error instanceof LinkIsDead) return err('token_invalid')
    // The address has an account of its own by now.
    if (isUniqueViolation(error, 'email')) return err('token_invalid')
    throw error
  }
}

async function restore(
  database: Database,
  { userId, email }: { userId: string; email: string },
  { address, userAgent }: ClientInfo,
  now: Date,
): Promise<string> {
  const user = await findUser(database, userId)
  await deleteUserLinkTokens(database, userId, 'RESET_PASSWORD', 'CONFIRM_EMAIL', 'CHANGE_EMAIL')
  if (!user || !(await restoreUserEmail(database, userId, email, now))) throw new LinkIsDead()
  const sessionsEnded = await revokeUserSessions(database, userId, now)
  const link = { owner: { userId }, purpose: 'RESET_PASSWORD', email } as const
  const { token } = await issueLink(database, link, now)
  const data = { name: user.name }
  await enqueueMail(database, { to: email, template: 'reset-password', data, token }, now)
  await recordAuditEvent(
    database,
    {
      ...{ action: 'email_change_undone', result: 'SUCCESS', actorId: userId, targetId: userId },
      details: { sessionsEnded },
      origin: { address, userAgent },
    },
    now,
  )
  return token
}
