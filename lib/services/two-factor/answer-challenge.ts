import { hashToken } from '@/lib/crypto/random-token'
import { prisma } from '@/lib/data/database/prisma'
import { findChallengedUser } from '@/lib/data/two-factor/challenges'
import type { AccountColumns } from '@/lib/data/users/account-columns'
import { err, ok, type Result } from '@/lib/platform/result'
import type { SecondFactorInput } from '@/lib/schemas/two-factor'
import type { SuccessfulAttempt } from '@/lib/services/sign-in/counted-attempts'
import { knownDeviceOf, type SignInRequest } from '@/lib/services/sign-in/sign-in-limits'
import { trySecondFactor } from './try-second-factor'
import type { SecondFactorProof } from './proof'

/** What a browser brings along from the first step, as it was sealed there. */
export type OpenChallenge = {
  token: string
  userId: string
  /** As read when the password was checked. */
  signInRestartedAt: Date | null
  failures: number
  isNewDevice: boolean
}

export type AnsweredChallenge = AccountColumns & {
  signInRestartedAt: Date | null
  attempt: SuccessfulAttempt
  /** Used up, with the challenge, by the transaction that opens the session. */
  secondFactor: { proof: SecondFactorProof; challengeHash: string }
}

/** What the second step can be answered with. @returns null when it is over, or was answered */
export async function findFactors(
  { token, userId }: Pick<OpenChallenge, 'token' | 'userId'>,
  now: Date,
): Promise<{ hasCodes: boolean; hasPasskeys: boolean } | null> {
  const user = await findChallengedUser(prisma(), hashToken(token), now)
  if (user?.id !== userId) return null
  return {
    hasCodes: user.twoFactorEnabledAt !== null,
    hasPasskeys: user.passkeysEnabledAt !== null,
  }
}

/**
 * Checks the second step of a sign-in. Opens no session: as after the first step, that happens once,
 * after Auth.js's own callbacks.
 *
 * @returns `two_factor_expired` for a challenge that is over, answered, or another account's
 */
export async function answerChallenge(
  challenge: OpenChallenge,
  answer: SecondFactorInput,
  request: SignInRequest,
  now: Date,
): Promise<Result<AnsweredChallenge>> {
  const challengeHash = hashToken(challenge.token)
  const user = await findChallengedUser(prisma(), challengeHash, now)
  if (user?.id !== challenge.userId) return err('two_factor_expired')
  const deviceId = knownDeviceOf({ user, identifier: user.email }, request, now)
  const tried = await trySecondFactor(
    {
      ...{ owner: user, answer, deviceId, purpose: 'second-step', step: challengeHash },
      failure: { action: 'authn_login_fail', actorId: null },
    },
    request,
    now,
  )
  if (!tried.ok) return tried
  const { proof, attempt: counted } = tried.value
  const { signInRestartedAt, isNewDevice, failures } = challenge
  return ok({
    ...user,
    signInRestartedAt,
    attempt: { counted, isNewDevice, earlierFailures: failures },
    secondFactor: { proof, challengeHash },
  })
}
