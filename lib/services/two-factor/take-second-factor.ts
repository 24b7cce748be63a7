import type { Database } from '@/lib/data/database/prisma'
import { takeChallenge } from '@/lib/data/two-factor/challenges'
import { trustBrowser } from '@/lib/data/two-factor/trusted-browsers'
import type { LockedAccount } from '@/lib/data/users/lock-account'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import { later } from '@/lib/domain/time'
import { BROWSER_TRUSTED_MS } from '@/lib/domain/two-factor/lifetimes'
import type { SignInMethod } from '@/lib/domain/two-factor/sign-in-method'
import { needsSecondFactor } from '@/lib/services/settings'
import { spendProof, type SecondFactorProof } from './proof'

export type SecondFactorOfSignIn = {
  proof: SecondFactorProof
  /** Null for a trusted browser, which was asked nothing, and for a passkey without a password. */
  challengeHash: string | null
  /** The browser to trust from now on; null not to. */
  trustedHash?: string | null
}

/**
 * Uses up the second factor of a sign-in, and its challenge, in the transaction that opens the session,
 * and trusts the browser if asked to.
 *
 * @param account as locked by that transaction
 * @throws SecondFactorRefused when the account asks for more than was given, or it was used before
 */
export async function takeSecondFactor(
  database: Database,
  account: LockedAccount,
  secondFactor: SecondFactorOfSignIn | null,
  client: ClientInfo,
  now: Date,
): Promise<void> {
  if (secondFactor === null) {
    // Turned on since the password was checked.
    if (needsSecondFactor(account)) throw expired()
    return
  }
  const { proof, challengeHash, trustedHash = null } = secondFactor
  const { id: userId, twoFactorEnabledAt } = account
  // Turned off since then.
  if (twoFactorEnabledAt === null && isCode(proof)) throw expired()
  const challenge = challengeHash === null ? null : { hash: challengeHash, userId }
  if (challenge && !(await takeChallenge(database, challenge, now))) throw expired()
  if (!(await spendProof(database, userId, proof, client, now))) {
    throw refusalOf(proof)
  }
  if (trustedHash === null) return
  const expiresAt = later(now, BROWSER_TRUSTED_MS)
  await trustBrowser(database, { userId, browserHash: trustedHash, client, expiresAt }, now)
}

/** Rolls the transaction back, so that a code is used up only by what it allowed. */
export class SecondFactorRefused extends Error {
  constructor(readonly code: 'two_factor_invalid' | 'two_factor_expired' | 'passkey_failed') {
    super(code)
  }
}

const expired = () => new SecondFactorRefused('two_factor_expired')

const isCode = ({ kind }: SecondFactorProof) => kind === 'totp' || kind === 'recovery'

function refusalOf(proof: SecondFactorProof): SecondFactorRefused {
  if (proof.kind === 'trusted-browser') return expired()
  return new SecondFactorRefused(isCode(proof) ? 'two_factor_invalid' : 'passkey_failed')
}

const NEVER = new Date(0)

/**
 * When the identity of whoever opened a session was last proven in full: a trusted browser stands for
 * the second factor at sign-in alone.
 */
export function provedBy(method: SignInMethod, now: Date): Date {
  return method === 'trusted browser' ? NEVER : now
}
