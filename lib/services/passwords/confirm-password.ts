import { recordOwnEvent } from '@/lib/services/audit/record-own-event'
import type { Viewer } from '@/lib/services/viewer'
import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import { inTransaction, prisma } from '@/lib/data/database/prisma'
import { proveSession } from '@/lib/data/sessions/sessions'
import { findUserPassword } from '@/lib/data/users/users'
import { err, ok, type Result } from '@/lib/platform/result'
import type { AssertionAnswer } from '@/lib/schemas/passkeys'
import type { SecondFactorInput } from '@/lib/schemas/two-factor'
import { needsSecondFactor } from '@/lib/services/settings'
import { clearFailures } from '@/lib/services/sign-in/counted-attempts'
import { knownDeviceOf, type SignInRequest } from '@/lib/services/sign-in/sign-in-limits'
import { spendProof } from '@/lib/services/two-factor/proof'
import { trySecondFactor, type CountedProof } from '@/lib/services/two-factor/try-second-factor'
import { checkOwnPassword, type PasswordOwner } from './own-password'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'

/** @property secondFactor left out where the account has none, or it was not given */
type Given = { password: string; secondFactor?: SecondFactorInput | undefined }

/**
 * Confirms the viewer's password, and the second factor of an account that has one. Only this session
 * counts as recently confirmed afterwards.
 *
 * @returns `two_factor_required`, or `passkey_required` without an app, when the password was right and
 *   the second factor is missing
 */
export async function confirmPassword(
  viewer: Viewer,
  { password, secondFactor }: Given,
  request: SignInRequest,
  now: Date,
): Promise<Result<'proven'>> {
  const checked = await checkOwnPassword(viewer, password, request, now)
  if (!checked.ok) {
    if (checked.refusal.code === 'password_wrong') {
      await recordOwnEvent(eventOf(viewer, 'FAILURE', request), now)
    }
    return checked
  }
  if (!needsSecondFactor(viewer)) return prove(viewer, null, request, now)
  if (!secondFactor) {
    return err(viewer.twoFactorEnabledAt ? 'two_factor_required' : 'passkey_required')
  }
  const tried = await checkOwnFactor(viewer, checked.value, secondFactor, request, now)
  return tried.ok ? prove(viewer, tried.value, request, now) : tried
}

/**
 * Confirms with one of the viewer's passkeys, which stands for password and second factor.
 *
 * @returns `passkey_failed` for a wrong answer
 */
export async function confirmWithPasskey(
  viewer: Viewer,
  passkey: AssertionAnswer,
  request: SignInRequest,
  now: Date,
): Promise<Result<'proven'>> {
  const owner = await findUserPassword(prisma(), viewer.id)
  if (!owner) return err('session_expired')
  const tried = await checkOwnFactor(viewer, owner, { passkey }, request, now)
  return tried.ok ? prove(viewer, tried.value, request, now) : tried
}

function prove(
  viewer: Viewer,
  counted: CountedProof | null,
  request: SignInRequest,
  now: Date,
): Promise<Result<'proven'>> {
  return inTransaction(async (database) => {
    if (!(await proveSession(database, viewer.session.id, now))) return err('session_expired')
    if (counted && !(await spendProof(database, viewer.id, counted.proof, request, now))) {
      throw new FactorUsed(
        counted.proof.kind === 'passkey' ? 'passkey_failed' : 'two_factor_invalid',
      )
    }
    if (counted) await clearFailures(database, counted.attempt, now)
    const details = counted?.proof.kind === 'passkey' ? { passkey: true } : {}
    await recordAuditEvent(database, { ...eventOf(viewer, 'SUCCESS', request), details }, now)
    return ok<'proven'>('proven')
  }).catch((error: unknown) => {
    if (error instanceof FactorUsed) return err(error.code)
    throw error
  })
}

/** Rolls the transaction back: a request at the same moment has used the factor. */
class FactorUsed extends Error {
  constructor(readonly code: 'two_factor_invalid' | 'passkey_failed') {
    super(code)
  }
}

function checkOwnFactor(
  viewer: Viewer,
  { signInRestartedAt }: PasswordOwner,
  answer: SecondFactorInput,
  request: SignInRequest,
  now: Date,
): Promise<Result<CountedProof>> {
  const target = { user: { id: viewer.id, signInRestartedAt }, identifier: viewer.email }
  const deviceId = knownDeviceOf(target, request, now)
  return trySecondFactor(
    {
      ...{ owner: viewer, answer, deviceId, purpose: 'proof', step: viewer.session.id },
      failure: { action: 'session_reauthenticated', actorId: viewer.id },
    },
    request,
    now,
  )
}

function eventOf(viewer: Viewer, result: 'SUCCESS' | 'FAILURE', client: ClientInfo) {
  const action = 'session_reauthenticated'
  return { action, result, actorId: viewer.id, targetId: viewer.id, origin: client } as const
}
