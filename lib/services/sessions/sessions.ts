import { newToken } from '@/lib/crypto/random-token'
import { recordAuditEvent, recordAuditEvents, type AuditEvent } from '@/lib/data/audit/audit-log'
import { hasUntoldCopy } from '@/lib/data/sessions/session-binding'
import { inTransaction, type Database } from '@/lib/data/database/prisma'
import { createSession, revokeSession } from '@/lib/data/sessions/sessions'
import { hasSameSignInState, lockAccount } from '@/lib/data/users/lock-account'
import { isDisabled } from '@/lib/domain/accounts/account-state'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import { endsOfNewSession } from '@/lib/domain/sessions/session-lifetime'
import type { SignInMethod } from '@/lib/domain/two-factor/sign-in-method'
import { clearFailures, type SuccessfulAttempt } from '@/lib/services/sign-in/counted-attempts'
import { lifetimes } from '@/lib/services/settings'
import { methodOf } from '@/lib/services/two-factor/proof'
import {
  provedBy,
  takeSecondFactor,
  type SecondFactorOfSignIn,
} from '@/lib/services/two-factor/take-second-factor'
import { notifyOwnerOfSignIn, type SignInSummary } from '@/lib/services/sign-in/sign-in-notice'

type NewSessionRequest = ClientInfo & {
  remember: boolean
  attempt?: SuccessfulAttempt
  secondFactor?: SecondFactorOfSignIn | null
}

/**
 * The only place that opens a session.
 *
 * @param user as read when the password was checked
 * @param request.remember selects the long absolute limit, without an idle limit
 * @param request.attempt the sign-in behind it: its failures are cleared and counted in the audit event
 * @param request.secondFactor used up here; an account with two-factor gets no session without it
 * @returns null when the password was changed, or the account disabled or deleted, since the password
 *   was checked: these end every session, so a sign-in in flight must not open one afterwards.
 * @throws SecondFactorRefused when the second factor is missing, or was used before
 */
export async function openSession(
  user: { id: string; signInRestartedAt: Date | null },
  request: NewSessionRequest,
  now: Date,
) {
  const { remember, address, userAgent, secondFactor = null } = request
  const method = methodOf(secondFactor?.proof ?? null)
  return inTransaction(async (database) => {
    const account = await lockAccount(database, user.id)
    if (!hasSameSignInState(account, user) || isDisabled(account, now)) return null
    await takeSecondFactor(database, account, secondFactor, { address, userAgent }, now)
    const summary = await summariseSignIn(database, user.id, request, now)
    await recordAuditEvents(database, signInEvents(user.id, request, { ...summary, method }), now)
    return createSession(database, {
      id: newToken().token,
      userId: user.id,
      createdAt: now,
      lastSeenAt: now,
      provedAt: provedBy(method, now),
      method,
      tellsOfCopy: await hasUntoldCopy(database, user.id),
      ...endsOfNewSession({ remember, now }, lifetimes()),
      ...{ remember, address, userAgent },
    })
  })
}

/** Clears the failures before a sign-in and notifies the owner; does nothing without a sign-in. */
async function summariseSignIn(
  database: Database,
  userId: string,
  request: ClientInfo & { attempt?: SuccessfulAttempt },
  now: Date,
): Promise<SignInSummary> {
  if (!request.attempt) return { failures: 0, isNewDevice: false }
  const { counted, isNewDevice, earlierFailures = 0 } = request.attempt
  const failures = (await clearFailures(database, counted, now)) + earlierFailures
  return notifyOwnerOfSignIn(database, userId, request, { failures, isNewDevice }, now)
}

function signInEvents(
  userId: string,
  request: ClientInfo,
  { failures, isNewDevice, method }: SignInSummary & { method: SignInMethod },
): AuditEvent[] {
  const { address, userAgent, isSimulated } = request
  const origin = { address, userAgent, ...(isSimulated ? { isSimulated } : {}) }
  const about = { result: 'SUCCESS', actorId: userId, targetId: userId, origin } as const
  const action = failures > 0 ? 'authn_login_successafterfail' : 'authn_login_success'
  return [
    { ...about, action, details: { failures, isNewDevice, method } },
    { ...about, action: 'session_created' },
  ]
}

/**
 * Ends a session permanently. Does nothing if it has already ended.
 *
 * @param request.reason `replaced` when the same browser has signed in again
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
