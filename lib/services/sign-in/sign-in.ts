import { prisma } from '@/lib/data/database/prisma'
import { findNewestPendingSignUp } from '@/lib/data/users/pending-sign-ups'
import { upgradePasswordHash } from '@/lib/data/users/user-passwords'
import { findUserForSignIn, type PasswordColumns } from '@/lib/data/users/users'
import { judgeAccount } from '@/lib/domain/accounts/account-state'
import { hashPassword, refuseIfQueueFull, verifyPassword } from '@/lib/password/password'
import type { Lane } from '@/lib/password/lane-queue'
import { err, ok, type Result } from '@/lib/platform/result'
import { clearFailures, tryPassword, type SuccessfulAttempt } from './counted-attempts'
import { accountRules } from '@/lib/services/settings'
import { startSecondStep, type SecondStep } from '@/lib/services/two-factor/start-second-step'
import { mailResetLink } from '@/lib/services/passwords/password-reset'
import { sendVerificationLink } from '@/lib/services/sign-up/resend-verification'
import { knownDeviceOf, signInLimits, type SignInRequest } from './sign-in-limits'
import { recordFailedSignIn, recordRefusedSignIn } from './record-sign-in'

/**
 * The user with the correct password, with everything the Auth.js callbacks need. With a challenge, the
 * password alone opens no session.
 */
export type SignedIn = Omit<UserWithPassword, keyof PasswordColumns> &
  SecondStep & { attempt: SuccessfulAttempt }

type Credentials = { identifier: string; password: string }

/**
 * Checks a password. Opens no session: that happens once, after Auth.js's own callbacks.
 *
 * Limits apply before any hashing, and are the same whether or not the user exists. What counts as a
 * failure:
 *
 * - a wrong password, and the correct one of an unconfirmed sign-up: anyone can sign up with anyone's
 *   email, so clearing the counter here would let an attacker reset it
 * - not the correct password of an account: the transaction that opens the session clears the counter,
 *   the one that starts a second step does, and a disabled or unverified account, which gets no
 *   session, clears it here
 * - not `busy`: nothing was hashed, so the attempt is refunded. A browser without a device cookie is
 *   refused before any query, so that an overload stays cheap
 * - an attempt during which the database fails stays counted
 *
 * Unknown users, users without a password and disabled users cost the same one hash as everyone
 * else. While an unconfirmed sign-up exists for the identifier, both passwords are checked, whether
 * or not there is also a user, so that timing does not reveal who exists.
 *
 * @param credentials.identifier normalised email or username
 * @throws DependencyUnavailable when the database cannot answer: never a false "wrong password",
 *   and never an attempt that was not counted
 */
export async function signIn(
  credentials: Credentials,
  request: SignInRequest,
  now: Date,
): Promise<Result<SignedIn>> {
  const { identifier } = credentials
  const full = request.deviceToken === undefined ? refuseIfQueueFull() : null
  if (full) return full
  const [user, pending] = await Promise.all([
    findUserForSignIn(prisma(), identifier),
    findNewestPendingSignUp(prisma(), identifier, now),
  ])
  const target = { identifier, user, pending }
  const deviceId = knownDeviceOf(target, request, now)
  const lane = deviceId === null ? 'ordinary' : 'reserved'
  return tryPassword(
    {
      limits: signInLimits(target, { ...request, deviceId }),
      verify: () => findPasswordOwner(credentials.password, target, lane),
      async settle(found, attempt): Promise<Result<SignedIn>> {
        if (found.owner === 'user') {
          const right = { counted: attempt, isNewDevice: deviceId === null }
          const match = { ...found, attempt: right, deviceId }
          return checkAccount(match, credentials.password, request, now)
        }
        const reason = found.owner === 'nobody' ? 'wrong_password' : 'not_confirmed'
        await recordFailedSignIn({ target, attempt, reason }, request, now)
        if (found.owner === 'nobody') return err('invalid_credentials')
        await sendVerificationLink({ pendingSignUp: found.pending }, now)
        return err('email_not_verified')
      },
    },
    now,
  )
}

type UserMatch = {
  user: UserWithPassword
  /** The outdated hash to replace, if it is. */
  replaces: string | null
  isTruncated: boolean
}

type RightPassword = { attempt: SuccessfulAttempt; deviceId: string | null }

type PasswordMatch =
  | ({ owner: 'user' } & UserMatch)
  | { owner: 'pending'; pending: PendingSignUp }
  | { owner: 'nobody' }

/**
 * The user's password takes precedence over that of an unconfirmed sign-up with the same identifier.
 */
async function findPasswordOwner(
  password: string,
  { user, pending }: { user: UserWithPassword | null; pending: PendingSignUp | null },
  lane: Lane,
): Promise<Result<PasswordMatch>> {
  const stored = user && storedPassword(user)
  const [userCheck, pendingCheck] = await Promise.all([
    verifyPassword(password, stored, lane),
    pending && verifyPassword(password, pending, lane),
  ])
  if (!userCheck.ok) return userCheck
  if (pendingCheck?.ok === false) return pendingCheck
  if (user && stored && userCheck.value.matches) {
    const { rehash, isTruncated } = userCheck.value
    const replaces = rehash ? stored.passwordHash : null
    return ok({ owner: 'user', user, replaces, isTruncated })
  }
  return ok(
    pending && pendingCheck?.value.matches ? { owner: 'pending', pending } : { owner: 'nobody' },
  )
}

/**
 * Whether a user with the correct password may sign in. Upgrades an outdated hash. One that covers only
 * the beginning of the password cannot tell what the rest was, so a new password is asked for: upgraded,
 * a mistyped ending would become the account's.
 */
async function checkAccount(
  { user, replaces, isTruncated, attempt, deviceId }: UserMatch & RightPassword,
  password: string,
  request: SignInRequest,
  now: Date,
): Promise<Result<SignedIn>> {
  const refused =
    judgeAccount(user, accountRules(), now) ?? (isTruncated ? 'password_reset_required' : null)
  if (refused === 'email_not_verified') await sendVerificationLink({ user }, now)
  if (refused === 'password_reset_required') await mailResetLink(user.email, request, now)
  if (refused) {
    await clearFailures(prisma(), attempt.counted, now)
    await recordRefusedSignIn(user.id, refused, request, now)
    return err(refused)
  }
  if (replaces !== null) await upgrade(user.id, replaces, password)
  const second = await startSecondStep(user, { attempt, deviceId }, now)
  return second.ok ? ok({ ...withoutPassword(user), ...second.value, attempt }) : second
}

/** A full queue does not refuse the sign-in: the old hash still works, and the next sign-in retries. */
async function upgrade(userId: string, previousHash: string, password: string): Promise<void> {
  const hashed = await hashPassword(password)
  if (hashed.ok) await upgradePasswordHash(prisma(), userId, previousHash, hashed.value)
}

type PendingSignUp = NonNullable<Awaited<ReturnType<typeof findNewestPendingSignUp>>>
type UserWithPassword = NonNullable<Awaited<ReturnType<typeof findUserForSignIn>>>

function storedPassword(user: UserWithPassword): PasswordColumns | null {
  const { passwordHash, passwordScheme, passwordPepper } = user
  return passwordHash === null ? null : { passwordHash, passwordScheme, passwordPepper }
}

function withoutPassword(user: UserWithPassword): Omit<UserWithPassword, keyof PasswordColumns> {
  const { id, name, username, email, image, role } = user
  const { emailVerifiedAt, disabledAt, disabledUntil, signInRestartedAt } = user
  const { twoFactorEnabledAt, passkeysEnabledAt, passkeyOfferedAt } = user
  return {
    ...{ id, name, username, email, image, role },
    ...{ emailVerifiedAt, disabledAt, disabledUntil, signInRestartedAt },
    ...{ twoFactorEnabledAt, passkeysEnabledAt, passkeyOfferedAt },
  }
}
