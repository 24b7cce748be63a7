import { prisma } from '@/lib/data/prisma'
import { findNewestPendingSignUp } from '@/lib/data/pending-sign-ups'
import { findUserForSignIn, upgradePasswordHash, type PasswordColumns } from '@/lib/data/users'
import { judgeAccount } from '@/lib/domain/account-state'
import { hashPassword, HashingBusy, verifyPassword } from '@/lib/password/password'
import { err, ok, type Result } from '@/lib/result'
import { accountRules } from './policy'
import { sendVerificationLink } from './resend-verification'

/** The user a right password belongs to, with all that the callbacks after it need. */
export type SignedIn = Omit<UserWithPassword, keyof PasswordColumns>

/**
 * Checks a password. Opens no session: that happens once, after Auth.js's own callbacks agreed.
 *
 * Unknown users, users without a password and disabled users cost the same one hash as everyone
 * else. While an unconfirmed sign-up stands for the identifier, both passwords are checked, whether
 * or not there is also a user, so that the time tells nothing about who exists.
 *
 * @param credentials.identifier normalised email or username
 * @throws DependencyUnavailable when the database cannot answer: never a false "wrong password"
 */
export async function signIn(
  credentials: { identifier: string; password: string },
  now: Date,
): Promise<Result<SignedIn>> {
  try {
    return await checkPassword(credentials, now)
  } catch (error) {
    if (error instanceof HashingBusy) return err('busy', error.retryAfterSeconds)
    throw error
  }
}

async function checkPassword(
  { identifier, password }: { identifier: string; password: string },
  now: Date,
): Promise<Result<SignedIn>> {
  const [user, pending] = await Promise.all([
    findUserForSignIn(prisma(), identifier),
    findNewestPendingSignUp(prisma(), identifier, now),
  ])
  const stored = user && storedPassword(user)
  const [userCheck, pendingCheck] = await Promise.all([
    verifyPassword(password, stored),
    pending && verifyPassword(password, pending),
  ])
  if (user && stored && userCheck.matches) {
    const refused = judgeAccount(user, accountRules(), now)
    if (refused === 'email_not_verified') await sendVerificationLink({ user }, now)
    if (refused) return err(refused)
    if (userCheck.rehash) await upgrade(user.id, stored.passwordHash, password)
    return ok(withoutPassword(user))
  }
  if (pending && pendingCheck?.matches) {
    await sendVerificationLink({ pendingSignUp: pending }, now)
    return err('email_not_verified')
  }
  return err('invalid_credentials')
}

/** A failed upgrade costs nobody their sign-in: the old hash still works, and the next one retries. */
async function upgrade(userId: string, previousHash: string, password: string): Promise<void> {
  try {
    await upgradePasswordHash(prisma(), userId, previousHash, await hashPassword(password))
  } catch (error) {
    if (!(error instanceof HashingBusy)) throw error
  }
}

type UserWithPassword = NonNullable<Awaited<ReturnType<typeof findUserForSignIn>>>

function storedPassword(user: UserWithPassword): PasswordColumns | null {
  const { passwordHash, passwordScheme, passwordPepper } = user
  return passwordHash === null ? null : { passwordHash, passwordScheme, passwordPepper }
}

function withoutPassword(user: UserWithPassword): SignedIn {
  const { id, name, username, email, image, role, emailVerifiedAt, disabledAt } = user
  return { id, name, username, email, image, role, emailVerifiedAt, disabledAt }
}
