import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import { prisma } from '@/lib/data/database/prisma'
import { findPasskey, type CheckedPasskey } from '@/lib/data/passkeys/passkeys'
import { takePasskeyChallenge } from '@/lib/data/passkeys/used-challenges'
import { findUserPassword } from '@/lib/data/users/users'
import type { AccountColumns } from '@/lib/data/users/account-columns'
import { judgeAccount } from '@/lib/domain/accounts/account-state'
import { err, ok, type Refused, type Result } from '@/lib/platform/result'
import type { AssertionAnswer } from '@/lib/schemas/passkeys'
import { mailResetLink } from '@/lib/services/passwords/password-reset'
import { accountRules } from '@/lib/services/settings'
import {
  clearFailures,
  tryPassword,
  type Attempt,
  type SuccessfulAttempt,
} from '@/lib/services/sign-in/counted-attempts'
import { recordRefusedSignIn } from '@/lib/services/sign-in/record-sign-in'
import {
  knownDeviceOf,
  signInLimits,
  type SignInRequest,
} from '@/lib/services/sign-in/sign-in-limits'
import { sendVerificationLink } from '@/lib/services/sign-up/resend-verification'
import { checkPasskey, type PasskeyProof } from './check-passkey'

export type SignedInByPasskey = AccountColumns & {
  signInRestartedAt: Date | null
  attempt: SuccessfulAttempt
  /** Used up by the transaction that opens the session. It stands for both factors. */
  secondFactor: { proof: PasskeyProof; challengeHash: null }
}

/**
 * Checks a passkey that was asked for without a name. Opens no session: as with a password, that happens
 * once, after Auth.js's own callbacks.
 *
 * Attempts are counted as those with passwords are. Wrong answers lock nobody out: a signature cannot be
 * guessed, and whoever learns the id of a credential could lock its owner out.
 *
 * An account that its owner has secured needs a new password first.
 *
 * @param boundTo what the challenge was bound to: a secret of this browser
 * @returns `passkey_unknown` for a credential nobody has, `passkey_failed` for every wrong answer
 */
export async function signInWithPasskey(
  answer: AssertionAnswer,
  boundTo: string,
  request: SignInRequest,
  now: Date,
): Promise<Result<SignedInByPasskey>> {
  const passkey = await findPasskey(prisma(), answer.id)
  const target = { user: passkey?.user ?? null, identifier: 'passkey' }
  const deviceId = knownDeviceOf(target, request, now)
  const { attempts, clears } = signInLimits(target, { ...request, deviceId })
  const asked = { context: { purpose: 'sign-in' as const, boundTo }, client: request }
  return tryPassword(
    {
      limits: { attempts, failures: [], clears },
      verify: async () => ok(passkey && (await checkPasskey(answer, passkey, asked, now))),
      async settle(proof, counted): Promise<Result<SignedInByPasskey>> {
        if (!passkey || !proof) {
          await recordWrongPasskey(passkey, request, now)
          return err(passkey ? 'passkey_failed' : 'passkey_unknown')
        }
        const refused = await checkAccount(passkey, { proof, counted }, request, now)
        if (refused) return refused
        const attempt = { counted, isNewDevice: deviceId === null }
        const secondFactor = { proof, challengeHash: null }
        return ok({ ...passkey.user, attempt, secondFactor })
      },
    },
    now,
  )
}

async function recordWrongPasskey(
  passkey: CheckedPasskey | null,
  request: SignInRequest,
  now: Date,
): Promise<void> {
  await recordAuditEvent(
    prisma(),
    {
      ...{ action: 'authn_login_fail', result: 'FAILURE', actorId: null },
      targetId: passkey?.userId ?? null,
      details: { reason: passkey ? 'wrong_passkey' : 'unknown_passkey' },
      origin: request,
    },
    now,
  )
}

/** Why the owner of the right passkey may not sign in, as after a right password. */
async function checkAccount(
  { user }: CheckedPasskey,
  { proof, counted }: { proof: PasskeyProof; counted: Attempt },
  request: SignInRequest,
  now: Date,
): Promise<Refused | null> {
  const refused =
    judgeAccount(user, accountRules(), now) ??
    ((await isSecured(user)) ? 'password_reset_required' : null)
  if (!refused) return null
  // No session will use it up, so that one answer causes one mail.
  if (!(await takePasskeyChallenge(prisma(), proof.challenge))) return err('passkey_failed')
  if (refused === 'email_not_verified') await sendVerificationLink({ user }, now)
  if (refused === 'password_reset_required') await mailResetLink(user.email, request, now)
  await clearFailures(prisma(), counted, now)
  await recordRefusedSignIn(user.id, refused, request, now)
  return err(refused)
}

/** Whether the owner said "This wasn't me", which takes the password away, and has set none since. */
async function isSecured({ id, signInRestartedAt }: CheckedPasskey['user']): Promise<boolean> {
  if (signInRestartedAt === null) return false
  const user = await findUserPassword(prisma(), id)
  return user?.passwordHash === null
}
