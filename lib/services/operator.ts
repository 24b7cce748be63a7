import { newToken } from '@/lib/crypto/random-token'
import { forgetAttempts } from '@/lib/data/attempt-counters'
import { recordAuditEvent } from '@/lib/data/audit-log'
import { createLinkToken } from '@/lib/data/link-tokens'
import { inTransaction, prisma, type Database } from '@/lib/data/prisma'
import { revokeAllSessions, revokeUserSessions } from '@/lib/data/sessions'
import { findUserByName, restartSignIns } from '@/lib/data/users'
import { normaliseIdentifier } from '@/lib/domain/identifiers'
import { later, seconds } from '@/lib/domain/time'
import { env } from '@/lib/env'
import { siteUrl } from '@/lib/mail/site-url'
import { countersOfAccount } from './sign-in-limits'

/*
 * What the operator of an installation does from its command line. Whoever can run it holds the
 * database and the secrets already, so nobody is asked who they are; the audit log keeps each deed,
 * without an actor, as done from the command line.
 */

/** How the audit log tells these deeds from those of people and of the system itself. */
export const FROM_COMMAND_LINE = { via: 'cli' } as const

export type KnownUser = NonNullable<Awaited<ReturnType<typeof findNamedUser>>>

/** @param name an email, a username or a user id, as typed; null when nobody is called that */
export async function findNamedUser(name: string) {
  const id = name.trim().toLowerCase()
  const known = normaliseIdentifier(name) ?? (id.length === USER_ID_LENGTH ? id : null)
  return known === null ? null : findUserByName(prisma(), known)
}

const USER_ID_LENGTH = 36

/** Forgets an account's failures, and with them the devices it knows. */
export async function unlockUser(user: KnownUser, now: Date): Promise<void> {
  await inTransaction(async (database) => {
    await restartSignIns(database, user.id, now)
    await forgetAttempts(database, countersOfAccount(user))
    await record(database, 'user_unlocked', user.id, {}, now)
  })
}

/** Ends a user's sessions everywhere. @returns how many were open */
export async function endSessionsOf(userId: string, now: Date): Promise<number> {
  return inTransaction(async (database) => {
    const count = await revokeUserSessions(database, userId, now)
    await record(database, 'session_ended', userId, { count }, now)
    return count
  })
}

/** Ends everybody's sessions: after a leaked secret. @returns how many were open */
export async function endAllSessions(now: Date): Promise<number> {
  return inTransaction(async (database) => {
    const count = await revokeAllSessions(database, now)
    await record(database, 'session_ended', null, { count }, now)
    return count
  })
}

export type ResetLink = { url: string; expiresAt: Date }

/** A link that sets a new password, for the operator to hand over. It replaces earlier ones. */
export async function makeResetLink(
  user: { id: string; email: string },
  now: Date,
): Promise<ResetLink> {
  return inTransaction(async (database) => {
    const { token, expiresAt } = await createResetToken(database, user, now)
    await record(database, 'authn_token_created', user.id, { purpose: 'reset_password' }, now)
    return { url: siteUrl(`/reset-password?token=${token}`), expiresAt }
  })
}

/** Keeps a new reset token in the caller's transaction. */
export async function createResetToken(
  database: Database,
  { id, email }: { id: string; email: string },
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const { token, hash } = newToken()
  const expiresAt = later(now, seconds(env().RESET_TOKEN_SECONDS))
  const purpose = 'RESET_PASSWORD' as const
  await createLinkToken(database, { userId: id, hash, purpose, email, expiresAt }, now)
  return { token, expiresAt }
}

async function record(
  database: Database,
  action: Parameters<typeof recordAuditEvent>[1]['action'],
  targetId: string | null,
  details: Record<string, string | number>,
  now: Date,
): Promise<void> {
  const event = { action, result: 'SUCCESS', actorId: null, targetId } as const
  await recordAuditEvent(database, { ...event, details: { ...FROM_COMMAND_LINE, ...details } }, now)
}
