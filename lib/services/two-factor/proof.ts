import { sealNamed, unsealNamed, type NamedSeal } from '@/lib/crypto/named-seal'
import { hashToken } from '@/lib/crypto/random-token'
import type { Database } from '@/lib/data/database/prisma'
import {
  consumeAuthenticatorStep,
  findAuthenticator,
  type AuthenticatorRow,
} from '@/lib/data/two-factor/authenticators'
import { findPasskey } from '@/lib/data/passkeys/passkeys'
import { consumeRecoveryCode, hasRecoveryCode } from '@/lib/data/two-factor/recovery-codes'
import { recordTrustedSignIn } from '@/lib/data/two-factor/trusted-browsers'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import type { SignInMethod } from '@/lib/domain/two-factor/sign-in-method'
import { matchingStep } from '@/lib/domain/two-factor/totp'
import { err, ok, type Result } from '@/lib/platform/result'
import { traced } from '@/lib/platform/tracing'
import type { SecondFactorInput } from '@/lib/schemas/two-factor'
import {
  checkPasskey,
  spendPasskey,
  type PasskeyProof,
} from '@/lib/services/passkeys/check-passkey'

/**
 * A second factor that was right when it was checked. It counts only once {@link spendProof} has used it
 * up, in the transaction of what it allows.
 */
export type SecondFactorProof =
  | { kind: 'totp'; step: number; createdAt: Date; resealed: NamedSeal | null }
  | { kind: 'recovery'; hash: string }
  | { kind: 'trusted-browser'; browserHash: string }
  | PasskeyProof

/** What a second factor is asked for, and by which step: a sign-in's challenge, or a session. */
export type ProofRequest = { purpose: 'second-step' | 'proof'; step: string; client: ClientInfo }

/**
 * Checks a code of the authenticator app, a recovery code, or a passkey, without using it up.
 *
 * @returns null when it is wrong or was used; `two_factor_unreadable` when the key of the secret is lost
 */
export const findProof = traced('secondFactor', find)

async function find(
  database: Database,
  userId: string,
  answer: SecondFactorInput,
  { purpose, step, client }: ProofRequest,
  now: Date,
): Promise<Result<SecondFactorProof | null>> {
  if ('passkey' in answer) {
    const passkey = await findPasskey(database, answer.passkey.id)
    if (passkey?.userId !== userId) return ok(null)
    const context = { purpose, boundTo: step }
    return ok(await checkPasskey(answer.passkey, passkey, { context, client }, now))
  }
  if ('recoveryCode' in answer) {
    const hash = hashToken(answer.recoveryCode)
    const isRight = await hasRecoveryCode(database, userId, hash)
    return ok(isRight ? { kind: 'recovery', hash } : null)
  }
  const authenticator = await findAuthenticator(database, userId)
  return authenticator ? checkCode(authenticator, answer.code, now) : ok(null)
}

function checkCode(
  authenticator: AuthenticatorRow,
  code: string,
  now: Date,
): Result<SecondFactorProof | null> {
  const { sealedSecret: sealed, keyName, lastUsedStep, createdAt } = authenticator
  const opened = unsealNamed('two-factor', { sealed, keyName })
  if (!opened) return err('two_factor_unreadable')
  const step = matchingStep(opened.text, code, now)
  if (step === null || step <= lastUsedStep) return ok(null)
  const resealed = opened.isNewestKey ? null : sealNamed('two-factor', opened.text)
  return ok({ kind: 'totp', step, createdAt, resealed })
}

/**
 * Uses a proof up. One conditional update decides between all who have the same one at the same time.
 *
 * @returns false when it was used before, or is no longer good for this account
 */
export const spendProof = traced('spendProof', spend)

function spend(
  database: Database,
  userId: string,
  proof: SecondFactorProof,
  client: ClientInfo,
  now: Date,
): Promise<boolean> {
  switch (proof.kind) {
    case 'totp':
      return consumeAuthenticatorStep(database, userId, proof)
    case 'recovery':
      return consumeRecoveryCode(database, userId, proof.hash, now)
    case 'passkey':
      return spendPasskey(database, userId, proof, client, now)
    case 'trusted-browser': {
      const { browserHash } = proof
      return recordTrustedSignIn(database, { userId, browserHash }, client, now)
    }
  }
}

const METHODS = {
  totp: 'password+totp',
  recovery: 'password+recovery',
  'trusted-browser': 'trusted browser',
} as const satisfies Record<Exclude<SecondFactorProof['kind'], 'passkey'>, SignInMethod>

/** What a session that it opens is said to be opened by. */
export function methodOf(proof: SecondFactorProof | null): SignInMethod {
  if (!proof) return 'password'
  if (proof.kind !== 'passkey') return METHODS[proof.kind]
  return proof.purpose === 'sign-in' ? 'passkey' : 'password+passkey'
}
