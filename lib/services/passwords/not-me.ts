import { hashToken } from '@/lib/crypto/random-token'
import { recordAuditEvents } from '@/lib/data/audit/audit-log'
import {
  deleteUserLinkTokens,
  findLiveLinkToken,
  consumeLinkToken,
} from '@/lib/data/mail/link-tokens'
import { inTransaction, prisma } from '@/lib/data/database/prisma'
import { revokeUserSessions } from '@/lib/data/sessions/sessions'
import { lockAccount } from '@/lib/data/users/lock-account'
import { removeUserPassword } from '@/lib/data/users/user-passwords'
import { findUser } from '@/lib/data/users/users'
import { linkAccountOf, type LinkAccount } from '@/lib/domain/accounts/link-account'
import { enqueueMail } from '@/lib/mail/outbox'
import { ok, type Result } from '@/lib/platform/result'
import { issueLink, linkIssued } from '@/lib/services/email/issue-link'
import { refuseLink } from '@/lib/services/email/refused-link'
import { removeSuspectPasskeys } from '@/lib/services/passkeys/remove-suspect'
import { limitLinkUse } from '@/lib/services/limits/request-limits'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'

type Owner = {
  id: string
  email: string
  username: string
  name: string
  /** When the link was made: at the sign-in it tells of. */
  linkedAt: Date
}

/** The account a "this wasn't me" link secures; null when it no longer works. */
export async function findNotMeAccount(token: string, now: Date): Promise<LinkAccount | null> {
  const owner = await findOwner(hashToken(token), now)
  return owner && linkAccountOf(owner)
}

/**
 * Secures an account after "This wasn't me": ends every session, removes the password, which whoever
 * signed in knows, and the passkeys they may have added, and mails a link for a new one. Works once. Signs
 * nobody in.
 */
export async function secureAccount(
  input: { token: string },
  request: ClientInfo,
  now: Date,
): Promise<Result<'secured'>> {
  const hash = hashToken(input.token)
  const limited = await limitLinkUse(hash, request, now)
  if (limited) return limited
  const owner = await findOwner(hash, now)
  const isSecured = owner !== null && (await secure(hash, owner, request, now))
  if (!isSecured) return refuseLink({ hash, purpose: 'not_me' }, request, now)
  return ok('secured')
}

/** The owner of a valid link; a change of the password or the email ends it. */
async function findOwner(hash: string, now: Date): Promise<Owner | null> {
  const link = await findLiveLinkToken(prisma(), hash, 'NOT_ME', now)
  const owner = link?.userId ? await findUser(prisma(), link.userId) : null
  return link && owner?.email === link.email ? { ...owner, linkedAt: link.createdAt } : null
}

/** @returns false when the link was used or the account changed concurrently */
async function secure(
  hash: string,
  owner: Owner,
  request: ClientInfo,
  now: Date,
): Promise<boolean> {
  const { id: userId, email, name, linkedAt } = owner
  return inTransaction(async (database) => {
    if (!(await lockAccount(database, userId))) return false
    if (!(await consumeLinkToken(database, hash, 'NOT_ME', now))) return false
    if (!(await removeUserPassword(database, owner, now))) return false
    const passkeysRemoved = await removeSuspectPasskeys(database, userId, linkedAt, request, now)
    const count = await revokeUserSessions(database, userId, now)
    await deleteUserLinkTokens(database, userId, 'NOT_ME')
    const link = { owner: { userId }, purpose: 'RESET_PASSWORD', email } as const
    const { token } = await issueLink(database, link, now)
    const mail = {
      to: email,
      accountId: userId,
      template: 'reset-password',
      data: { name, passkeysRemoved },
      token,
    } as const
    await enqueueMail(database, mail, now)
    const about = { result: 'SUCCESS', actorId: null, targetId: userId, origin: request } as const
    await recordAuditEvents(
      database,
      [
        { ...about, action: 'session_ended', details: { reason: 'not_me', count } },
        { ...about, ...linkIssued('RESET_PASSWORD') },
      ],
      now,
    )
    return true
  })
}
