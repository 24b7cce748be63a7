import { hashToken, newToken } from '@/lib/crypto/random-token'
import { recordAuditEvents } from '@/lib/data/audit/audit-log'
import {
  createLinkToken,
  deleteUserLinkTokens,
  findLiveLinkToken,
  useLinkToken,
} from '@/lib/data/mail/link-tokens'
import { inTransaction, prisma } from '@/lib/data/database/prisma'
import { revokeUserSessions } from '@/lib/data/sessions/sessions'
import { closeUserPassword, findSignInRestart } from '@/lib/data/users/user-passwords'
import { findUser } from '@/lib/data/users/users'
import { later, seconds } from '@/lib/domain/time'
import { env } from '@/lib/env'
import { enqueueMail, wakeMailWorker } from '@/lib/mail/outbox'
import { ok, type Result } from '@/lib/platform/result'
import { refuseLink } from '@/lib/services/email/refused-link'
import { limitLinkUse } from '@/lib/services/limits/request-limits'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'

type Owner = { id: string; email: string; name: string }

/** Whether a "this wasn't me" link still works. */
export async function isNotMeLinkLive(token: string, now: Date): Promise<boolean> {
  return (await findOwner(hashToken(token), now)) !== null
}

/**
 * What "This wasn't me" does, once: ends every session, takes the password away, since whoever signed
 * in knows it, and mails a link for a new one. Changes nothing else, and signs nobody in.
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
  wakeMailWorker()
  return ok('secured')
}

/** The owner of a link that is alive, and older than neither their password nor their address. */
async function findOwner(hash: string, now: Date): Promise<Owner | null> {
  const link = await findLiveLinkToken(prisma(), hash, 'NOT_ME', now)
  const owner = link?.userId ? await findUser(prisma(), link.userId) : null
  if (!link || !owner || owner.email !== link.email) return null
  const restartedAt = await findSignInRestart(prisma(), owner.id)
  return restartedAt === null || restartedAt <= link.createdAt ? owner : null
}

/** @returns false when somebody else used the link, or the account changed meanwhile */
async function secure(
  hash: string,
  owner: Owner,
  request: ClientInfo,
  now: Date,
): Promise<boolean> {
  const { id: userId, email, name } = owner
  const reset = newToken()
  const expiresAt = later(now, seconds(env().RESET_TOKEN_SECONDS))
  return inTransaction(async (database) => {
    if (!(await useLinkToken(database, hash, 'NOT_ME', now))) return false
    if (!(await closeUserPassword(database, owner, now))) return false
    const count = await revokeUserSessions(database, userId, now)
    await deleteUserLinkTokens(database, userId, 'NOT_ME')
    const link = { userId, hash: reset.hash, email, expiresAt }
    await createLinkToken(database, { ...link, purpose: 'RESET_PASSWORD' }, now)
    const { token } = reset
    const mail = { to: email, template: 'reset-password', data: { name }, token } as const
    await enqueueMail(database, mail, now)
    const about = { result: 'SUCCESS', actorId: null, targetId: userId, origin: request } as const
    const purpose = 'reset_password'
    await recordAuditEvents(
      database,
      [
        { ...about, action: 'session_ended', details: { reason: 'not_me', count } },
        { ...about, action: 'authn_token_created', details: { purpose } },
      ],
      now,
    )
    return true
  })
}
