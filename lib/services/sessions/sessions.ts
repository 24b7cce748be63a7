import { newToken } from '@/lib/crypto/random-token'
import { recordAuditEvent, recordAuditEvents, type AuditEvent } from '@/lib/data/audit/audit-log'
import { findOpenSession } from '@/lib/data/sessions/open-sessions'
import { inTransaction, prisma, type Database } from '@/lib/data/database/prisma'
import { createSession, renewSession, revokeSession } from '@/lib/data/sessions/sessions'
import { holdSignInState } from '@/lib/data/users/user-passwords'
import { judgeAccount } from '@/lib/domain/accounts/account-state'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import {
  endOfSession,
  endsAfterActivity,
  endsOfNewSession,
  isRenewalDue,
  renewalIntervalMs,
} from '@/lib/domain/sessions/session-lifetime'
import { later } from '@/lib/domain/time'
import { clearFailures, type RightAttempt } from '@/lib/services/sign-in/counted-attempts'
import { accountRules, lifetimes } from '@/lib/services/settings'
import { notifyOwnerOfSignIn, type SignInSummary } from '@/lib/services/sign-in/sign-in-notice'

/** An open session and its user, as the database knows both at this moment. */
export type LiveSession = NonNullable<Awaited<ReturnType<typeof checkSession>>>

/**
 * The one place that opens a session.
 *
 * @param user as the password was checked against
 * @param request.remember chooses the long absolute limit, without an idle one
 * @param request.attempt the sign-in it comes from: its failures are cleared, and told in the audit log
 * @returns null when the password was replaced since it was checked: a reset ends every session, and
 *   one opened a moment later must not escape it
 */
export async function openSession(
  user: { id: string; signInRestartedAt: Date | null },
  request: ClientInfo & { remember: boolean; attempt?: RightAttempt },
  now: Date,
) {
  const { remember, address, userAgent } = request
  return inTransaction(async (database) => {
    if (!(await holdSignInState(database, user))) return null
    const noted = await summariseSignIn(database, user.id, request, now)
    await recordAuditEvents(database, signInEvents(user.id, request, noted), now)
    return createSession(database, {
      id: newToken().token,
      userId: user.id,
      createdAt: now,
      lastSeenAt: now,
      provedAt: now,
      ...endsOfNewSession({ remember, now }, lifetimes()),
      ...{ remember, address, userAgent },
    })
  })
}

/** What there is to tell of a sign-in, and the owner told; nothing of a session without one. */
async function summariseSignIn(
  database: Database,
  userId: string,
  request: ClientInfo & { attempt?: RightAttempt },
  now: Date,
): Promise<SignInSummary> {
  if (!request.attempt) return { failures: 0, isNewDevice: false }
  const { counted, isNewDevice } = request.attempt
  const failures = await clearFailures(database, counted, now)
  return notifyOwnerOfSignIn(database, userId, request, { failures, isNewDevice }, now)
}

function signInEvents(
  userId: string,
  request: ClientInfo,
  { failures, isNewDevice }: SignInSummary,
): AuditEvent[] {
  const about = { result: 'SUCCESS', actorId: userId, targetId: userId, origin: request } as const
  const action = failures > 0 ? 'authn_login_successafterfail' : 'authn_login_success'
  return [
    { ...about, action, details: { failures, isNewDevice } },
    { ...about, action: 'session_created' },
  ]
}

/**
 * The one answer to "is this session alive?": middleware, pages and API all ask here, so that no two
 * of them can disagree and loop.
 *
 * @returns null when it ended, was ended, or its user may not be signed in any more
 * @throws DependencyUnavailable when nobody can tell; the session is then neither ended nor honoured
 */
export async function checkSession(sessionId: string, now: Date) {
  const session = await findOpenSession(sessionId, now)
  if (!session || judgeAccount(session.user, accountRules(), now) !== null) return null
  return { ...session, endsAt: endOfSession(session) }
}

/**
 * Counts as activity: moves the idle end, at most once a minute and never past the absolute end.
 *
 * @returns the session as it stands afterwards
 */
export async function renewIfDue(session: LiveSession, now: Date): Promise<LiveSession> {
  if (!isRenewalDue(session, now)) return session
  const { idleEndAt, absoluteEndAt } = endsAfterActivity(session, now, lifetimes())
  const seenBefore = later(now, -renewalIntervalMs(session))
  await renewSession(prisma(), session.id, { seenBefore, now, idleEndAt })
  const endsAt = endOfSession({ idleEndAt, absoluteEndAt })
  return { ...session, lastSeenAt: now, idleEndAt, endsAt }
}

/**
 * Ends a session for good. Ending one that is already over is fine.
 *
 * @param request.reason `replaced` when the same browser has signed in anew
 */
export async function endSession(
  sessionId: string,
  request: ClientInfo & { reason: 'sign_out' | 'replaced' },
  now: Date,
): Promise<void> {
  await inTransaction(async (database) => {
    const userId = await revokeSession(database, sessionId, now)
    if (userId === null) return
    const who = { actorId: userId, targetId: userId, origin: request }
    const what = { action: 'session_ended', result: 'SUCCESS' } as const
    await recordAuditEvent(database, { ...who, ...what, details: { reason: request.reason } }, now)
  })
}
