import { hashToken } from '@/lib/crypto/random-token'
import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import {
  deleteUserLinkTokens,
  deleteNewerLinkTokens,
  findLiveLinkToken,
  consumeLinkToken,
} from '@/lib/data/mail/link-tokens'
import { inTransaction, isUniqueViolation, prisma, type Database } from '@/lib/data/database/prisma'
import { revokeUserSessions } from '@/lib/data/sessions/sessions'
import { lockAddress } from '@/lib/data/database/transaction-lock'
import { lockAccount, type LockedAccount } from '@/lib/data/users/lock-account'
import { releaseUnconfirmedEmail, restoreUserEmail } from '@/lib/data/users/user-profile'
import { findUser } from '@/lib/data/users/users'
import { linkAccountOf, type LinkAccount } from '@/lib/domain/accounts/link-account'
import { enqueueMail } from '@/lib/mail/outbox'
import { err, ok, type Result } from '@/lib/platform/result'
import { issueLink } from './issue-link'
import { removeSuspectPasskeys } from '@/lib/services/passkeys/remove-suspect'
import { limitLinkUse } from '@/lib/services/limits/request-limits'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'

/** The account a former address can still take back, by that address; null when it no longer can. */
export async function findUndoAccount(token: string, now: Date): Promise<LinkAccount | null> {
  const link = await findLiveLinkToken(prisma(), hashToken(token), 'UNDO_EMAIL_CHANGE', now)
  const user = link?.userId ? await findUser(prisma(), link.userId) : null
  return link && user && linkAccountOf({ email: link.email, username: user.username })
}

/** Rolls the transaction back: the link was used concurrently, or the account no longer exists. */
class LinkInvalid extends Error {}

/**
 * Restores an account's former email.
 *
 * Whoever changed it may know the password and be signed in, so every session ends, the password and
 * passkeys an intruder may have added are removed, and a reset starts with the returned token, which is
 * also mailed.
 *
 * Undo links of later changes are deleted, so that an attacker who changed the email twice cannot undo
 * the undo. Those of earlier changes stay valid: the oldest address always wins. Sign-ups that someone
 * has started with the address since, and an account that never confirmed it, are no obstacle.
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
      const user = await lockAccount(database, userId)
      if (!user) throw new LinkInvalid()
      await lockAddress(database, email)
      if (!(await consumeLinkToken(database, hash, 'UNDO_EMAIL_CHANGE', now)))
        throw new LinkInvalid()
      await deleteNewerLinkTokens(database, userId, 'UNDO_EMAIL_CHANGE', createdAt)
      const passkeysRemoved = await removeSuspectPasskeys(
        ...([database, userId, createdAt, request, now] as const),
      )
      return restore(database, { user, email, passkeysRemoved }, request, now)
    })
    return ok({ resetToken })
  } catch (error) {
    if (error instanceof LinkInvalid) return err('token_invalid')
    // Another account has confirmed the address.
    if (isUniqueViolation(error, 'email')) return err('token_invalid')
    throw error
  }
}

const LINKS_OF_THE_OTHER_ADDRESS = [
  ...(['RESET_PASSWORD', 'CONFIRM_EMAIL', 'CHANGE_EMAIL', 'NOT_ME'] as const),
]

async function restore(
  database: Database,
  restored: { user: LockedAccount; email: string; passkeysRemoved: number },
  request: ClientInfo,
  now: Date,
): Promise<string> {
  const { user, email, passkeysRemoved } = restored
  const userId = user.id
  await deleteUserLinkTokens(database, userId, ...LINKS_OF_THE_OTHER_ADDRESS)
  await releaseEmail(database, email, now)
  if (!(await restoreUserEmail(database, userId, email, now))) throw new LinkInvalid()
  const sessionsEnded = await revokeUserSessions(database, userId, now)
  const link = { owner: { userId }, purpose: 'RESET_PASSWORD', email } as const
  const { token } = await issueLink(database, link, now)
  const data = { name: user.name, passkeysRemoved }
  await enqueueMail(
    database,
    { to: email, accountId: userId, template: 'reset-password', data, token },
    now,
  )
  await recordAuditEvent(
    database,
    {
      ...{ action: 'email_change_undone', result: 'SUCCESS', actorId: userId, targetId: userId },
      details: { sessionsEnded },
      origin: request,
    },
    now,
  )
  return token
}

async function releaseEmail(database: Database, email: string, now: Date): Promise<void> {
  const targetId = await releaseUnconfirmedEmail(database, email)
  if (targetId === null) return
  const details = { reason: 'address_never_confirmed' }
  const event = { action: 'email_changed', result: 'SUCCESS', actorId: null } as const
  await recordAuditEvent(database, { ...event, targetId, details }, now)
}
