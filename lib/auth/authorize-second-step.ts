import 'server-only'
import type { User } from 'next-auth'
import { hashToken } from '@/lib/crypto/random-token'
import type { SignInMethod } from '@/lib/domain/two-factor/sign-in-method'
import { countSignIn } from '@/lib/metrics/metrics'
import { traced } from '@/lib/platform/tracing'
import { secondStepSchema } from '@/lib/schemas/two-factor'
import { answerChallenge } from '@/lib/services/two-factor/answer-challenge'
import { methodOf } from '@/lib/services/two-factor/proof'
import { refuseSignIn, throwUnavailable } from './authorize'
import { clientInfoOf, signInRequestOf } from './request-context'
import { readFirstStep } from './two-factor-cookie'

/**
 * Called by Auth.js with the posted fields of the second step. The first one is in this browser's
 * cookie. A public endpoint like `authorize`, so everything is parsed again.
 *
 * @throws SignInRefused with the code that the form shows
 * @throws SignInUnavailable when a dependency is down
 */
export const authorizeSecondStep = traced('authorizeSecondStep', checkSecondStep)

async function checkSecondStep(
  { code, recoveryCode, passkey, trust }: Partial<Record<string, unknown>>,
  request: Request,
): Promise<User> {
  const now = new Date()
  const state = readFirstStep(request.headers.get('cookie') ?? '', now)
  const tried = methodTried({ recoveryCode, passkey })
  if (!state) throw refuseSignIn(request, { code: 'two_factor_expired' }, tried)
  const parsed = secondStepSchema.safeParse({ code, recoveryCode, passkey, trust })
  if (!parsed.success) {
    const code = tried === 'password+passkey' ? 'passkey_failed' : 'two_factor_invalid'
    throw refuseSignIn(request, { code }, tried)
  }
  const { trust: isTrusted, ...answer } = parsed.data
  const asked = answerChallenge(state, answer, signInRequestOf(request.headers), now)
  const result = await asked.catch(throwUnavailable)
  if (!result.ok) throw refuseSignIn(request, result.refusal, tried)
  const { secondFactor, ...user } = result.value
  countSignIn('success', methodOf(secondFactor.proof))
  return {
    ...user,
    secondFactor: { ...secondFactor, trustedHash: isTrusted ? hashToken(state.deviceId) : null },
    request: { ...clientInfoOf(request.headers), remember: state.remember },
  }
}

/** By the field that was sent. */
function methodTried(sent: { recoveryCode: unknown; passkey: unknown }): SignInMethod {
  if (sent.passkey !== undefined) return 'password+passkey'
  return sent.recoveryCode === undefined ? 'password+totp' : 'password+recovery'
}
