import { deviceIdIn, newDeviceId, sealKnownDevice } from '@/lib/services/sign-in/known-device'
import { hashToken, newToken } from '@/lib/crypto/random-token'
import { prisma } from '@/lib/data/database/prisma'
import { createChallenge } from '@/lib/data/two-factor/challenges'
import { later } from '@/lib/domain/time'
import { CHALLENGE_MS } from '@/lib/domain/two-factor/lifetimes'
import type { SecondFactorInput } from '@/lib/schemas/two-factor'
import { openSession } from '@/lib/services/sessions/sessions'
import { signIn } from '@/lib/services/sign-in/sign-in'
import type { SignInRequest } from '@/lib/services/sign-in/sign-in-limits'
import { answerChallenge, type OpenChallenge } from '@/lib/services/two-factor/answer-challenge'
import { SecondFactorRefused } from '@/lib/services/two-factor/take-second-factor'

type Credentials = { identifier: string; password: string }

/** The first step, as the cookie keeps it. */
export async function firstStep(
  credentials: Credentials,
  request: SignInRequest,
  now: Date,
): Promise<OpenChallenge> {
  const first = await signIn(credentials, request, now)
  if (!first.ok || !first.value.challenge) throw new Error('a code should be asked for')
  const { id: userId, signInRestartedAt, attempt, challenge } = first.value
  const { token, failures } = challenge
  return { token, userId, signInRestartedAt, failures, isNewDevice: attempt.isNewDevice }
}

/** What a first step leaves, without its hash, which is a large part of what a test takes. */
export async function afterFirstStep(
  account: { id: string; signInRestartedAt: Date | null },
  now: Date,
): Promise<OpenChallenge> {
  const { id: userId, signInRestartedAt } = account
  const { token, hash } = newToken()
  await createChallenge(prisma(), { hash, userId, expiresAt: later(now, CHALLENGE_MS) })
  return { token, userId, signInRestartedAt, failures: 0, isNewDevice: true }
}

/** The second step to its end. @returns the session, or the code of the refusal */
export async function secondStep(
  challenge: OpenChallenge,
  answer: SecondFactorInput,
  request: SignInRequest,
  now: Date,
  trustedHash: string | null = null,
) {
  const answered = await answerChallenge(challenge, answer, request, now)
  if (!answered.ok) return answered.refusal.code
  const { attempt, secondFactor, ...user } = answered.value
  const opened = { remember: false, attempt, secondFactor: { ...secondFactor, trustedHash } }
  try {
    return (await openSession(user, { ...request, ...opened }, now)) ?? 'no session'
  } catch (error) {
    if (error instanceof SecondFactorRefused) return error.code
    throw error
  }
}

/** A browser that has signed in to an account before, with its cookie. */
export function knownBrowser(userId: string, now: Date) {
  const deviceToken = sealKnownDevice(undefined, userId, now, newDeviceId())
  return { deviceToken, browserHash: hashToken(deviceIdIn(deviceToken) ?? '') }
}
