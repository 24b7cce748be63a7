import { hashToken, newToken } from '@/lib/crypto/random-token'
import { inTransaction, prisma } from '@/lib/data/database/prisma'
import { createChallenge } from '@/lib/data/two-factor/challenges'
import { isBrowserTrusted } from '@/lib/data/two-factor/trusted-browsers'
import type { AccountColumns } from '@/lib/data/users/account-columns'
import { hasSameSignInState, lockAccount } from '@/lib/data/users/lock-account'
import { later } from '@/lib/domain/time'
import { CHALLENGE_MS } from '@/lib/domain/two-factor/lifetimes'
import { err, ok, type Result } from '@/lib/platform/result'
import { traced } from '@/lib/platform/tracing'
import { needsSecondFactor } from '@/lib/services/settings'
import { clearFailures, type SuccessfulAttempt } from '@/lib/services/sign-in/counted-attempts'
import type { SecondFactorProof } from './proof'

/** What a sign-in still needs after a right password. */
export type SecondStep = {
  /** Null without two-factor, and while a code is needed. */
  proof: SecondFactorProof | null
  /** Null unless a code is needed. */
  challenge: Challenge | null
}

export type Challenge = {
  /** For this browser alone. */
  token: string
  expiresAt: Date
  /** The wrong passwords before the right one. */
  failures: number
}

type Owner = Pick<AccountColumns, 'id' | 'role' | 'twoFactorEnabledAt' | 'passkeysEnabledAt'> & {
  signInRestartedAt: Date | null
}

/**
 * Decides after a right password whether a second factor is needed. If so, the wrong passwords before it are
 * cleared now: whoever knows the password gains nothing by it, and codes are counted apart.
 *
 * @param deviceId null for a browser unknown to this account
 * @returns `invalid_credentials` when the account was deleted, or its password changed, meanwhile
 */
export async function startSecondStep(
  user: Owner,
  { attempt, deviceId }: { attempt: SuccessfulAttempt; deviceId: string | null },
  now: Date,
): Promise<Result<SecondStep>> {
  if (!needsSecondFactor(user)) return ok({ proof: null, challenge: null })
  const browserHash = deviceId === null ? null : hashToken(deviceId)
  if (
    browserHash !== null &&
    (await isBrowserTrusted(prisma(), { userId: user.id, browserHash }, now))
  ) {
    return ok({ proof: { kind: 'trusted-browser', browserHash }, challenge: null })
  }
  const opened = await openChallenge(user, attempt, now)
  return opened.ok ? ok({ proof: null, challenge: opened.value }) : opened
}

const openChallenge = traced('challenge', open)

function open(user: Owner, attempt: SuccessfulAttempt, now: Date): Promise<Result<Challenge>> {
  return inTransaction(async (database) => {
    const account = await lockAccount(database, user.id)
    if (!hasSameSignInState(account, user)) return err('invalid_credentials')
    const failures = await clearFailures(database, attempt.counted, now)
    const { token, hash } = newToken()
    const expiresAt = later(now, CHALLENGE_MS)
    await createChallenge(database, { hash, userId: user.id, expiresAt })
    return ok({ token, expiresAt, failures })
  })
}
