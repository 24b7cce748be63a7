import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import { inTransaction, prisma } from '@/lib/data/database/prisma'
import { revokeAllSessions } from '@/lib/data/sessions/sessions'
import { findUserByName } from '@/lib/data/users/users'
import { isUuid, normaliseIdentifier } from '@/lib/domain/accounts/identifiers'
import { siteUrl } from '@/lib/mail/site-url'
import { ok, type Result } from '@/lib/platform/result'
import { issueLink, linkIssued } from '@/lib/services/email/issue-link'
import { administer, FROM_COMMAND_LINE } from './administration'

/*
 * Actions only the operator can perform, from the command line; those that administrators share are in
 * admin-users. There is no access check: whoever can run the command has the database and the secrets.
 */

/** The operator as the actor of an administrator's action. */
export const OPERATOR = { operator: true } as const

export type KnownUser = NonNullable<Awaited<ReturnType<typeof findNamedUser>>>

/** @param name an email, username or user id as typed. @returns null when there is no such user */
export async function findNamedUser(name: string) {
  const id = name.trim().toLowerCase()
  const known = isUuid(id) ? id : normaliseIdentifier(name)
  return known === null ? null : findUserByName(prisma(), known)
}

/** Ends every session of every user, as after a leaked secret. @returns how many were open */
export async function endAllSessions(now: Date): Promise<number> {
  return inTransaction(async (database) => {
    const sessionsEnded = await revokeAllSessions(database, now)
    const event = { action: 'session_ended', result: 'SUCCESS', actorId: null } as const
    const details = { ...FROM_COMMAND_LINE, sessionsEnded }
    await recordAuditEvent(database, { ...event, targetId: null, details }, now)
    return sessionsEnded
  })
}

export type ResetLink = { url: string; expiresAt: Date }

/**
 * Creates a reset link for the operator to hand over; nothing is mailed. It replaces earlier ones.
 *
 * @returns null when there is no such user
 */
export async function makeResetLink(userId: string, now: Date): Promise<Result<ResetLink> | null> {
  return administer(OPERATOR, userId, now, async ({ database, target, record }) => {
    const { id: userId, email } = target
    const link = { owner: { userId }, purpose: 'RESET_PASSWORD', email } as const
    const { token, expiresAt } = await issueLink(database, link, now)
    await record(linkIssued('RESET_PASSWORD'))
    return ok({ url: resetUrl(token), expiresAt })
  })
}

/** The URL of the page that accepts a reset token. */
export function resetUrl(token: string): string {
  return siteUrl(`/reset-password?token=${token}`)
}
