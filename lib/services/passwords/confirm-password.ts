import { recordOwnEvent } from '@/lib/services/audit/record-own-event'
import type { Viewer } from '@/lib/services/viewer'
import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import { inTransaction } from '@/lib/data/database/prisma'
import { proveSession } from '@/lib/data/sessions/sessions'
import { err, ok, type Result } from '@/lib/platform/result'
import type { SecondFactorInput } from '@/lib/schemas/two-factor'
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
 * @returns `two_factor_required` when the password was right and a code is missing
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
  const hasTwoFactor = viewer.twoFactorEnabledAt !== null
  if (hasTwoFactor && !secondFactor) return err('two_factor_required')
  const tried =
    hasTwoFactor && secondFactor
      ? await checkOwnFactor(viewer, checked.value, secondFactor, request, now)
      : null
  if (tried?.ok === false) return tried
  const counted = tried && tried.value
  return inTransaction(async (database) => {
    if (!(await proveSession(database, viewer.session.id, now))) return err('session_expired')
    if (counted && !(await spendProof(database, viewer.id, counted.proof, request, now))) {
      throw new CodeUsed()
    }
    if (counted) await clearFailures(database, counted.attempt, now)
    await recordAuditEvent(database, eventOf(viewer, 'SUCCESS', request), now)
    return ok<'proven'>('proven')
  }).catch((error: unknown) => {
    if (error instanceof CodeUsed) return err('two_factor_invalid')
    throw error
  })
}

/** Rolls the transaction back: a request at the same moment has used the code. */
class CodeUsed extends Error {}

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
      ...{ owner: viewer, answer, deviceId, step: viewer.session.id },
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
