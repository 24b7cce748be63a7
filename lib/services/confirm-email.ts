import { hashToken } from '@/lib/crypto/random-token'
import { findLiveLinkToken, useLinkToken } from '@/lib/data/link-tokens'
import { deletePendingSignUps, findPendingSignUp } from '@/lib/data/pending-sign-ups'
import { inTransaction, isUniqueViolation, prisma } from '@/lib/data/prisma'
import { confirmUserEmail, createUser, findUserPassword } from '@/lib/data/users'
import { HashingBusy, verifyPassword } from '@/lib/password/password'
import { err, ok, type Result } from '@/lib/result'

/** Rolls the transaction back and becomes the answer. */
class Refused extends Error {
  constructor(readonly code: 'token_invalid' | 'username_taken') {
    super(code)
  }
}

/**
 * Confirms an address by its link and the password chosen at sign-up, so that whoever merely
 * receives the mail cannot finish somebody else's sign-up, nor plant a password in it.
 *
 * The link works once. A wrong password or a taken username leaves it alive. Signs nobody in.
 *
 * @param input.username replaces the chosen one, when somebody else took that meanwhile
 */
export async function confirmEmail(
  input: { token: string; password: string; username?: string | undefined },
  now: Date,
): Promise<Result<'confirmed'>> {
  try {
    return await confirm(input, now)
  } catch (error) {
    if (error instanceof Refused) return err(error.code)
    if (isUniqueViolation(error, 'username')) return err('username_taken')
    // Another sign-up for the address was confirmed first.
    if (isUniqueViolation(error, 'email')) return err('token_invalid')
    if (error instanceof HashingBusy) return err('busy', error.retryAfterSeconds)
    throw error
  }
}

async function confirm(
  input: { token: string; password: string; username?: string | undefined },
  now: Date,
): Promise<Result<'confirmed'>> {
  const hash = hashToken(input.token)
  const signUpLink = await findLiveLinkToken(prisma(), hash, 'CONFIRM_SIGN_UP', now)
  if (signUpLink?.pendingSignUpId) {
    return confirmSignUp(hash, signUpLink.pendingSignUpId, input, now)
  }
  const emailLink = await findLiveLinkToken(prisma(), hash, 'CONFIRM_EMAIL', now)
  if (emailLink?.userId) {
    return confirmExisting(hash, { id: emailLink.userId, email: emailLink.email }, input, now)
  }
  return err('token_invalid')
}

async function confirmSignUp(
  hash: string,
  pendingSignUpId: string,
  input: { password: string; username?: string | undefined },
  now: Date,
): Promise<Result<'confirmed'>> {
  const pending = await findPendingSignUp(prisma(), pendingSignUpId, now)
  if (!pending) return err('token_invalid')
  const { matches } = await verifyPassword(input.password, pending)
  if (!matches) return err('invalid_credentials')
  await inTransaction(async (database) => {
    if (!(await useLinkToken(database, hash, 'CONFIRM_SIGN_UP', now))) {
      throw new Refused('token_invalid')
    }
    const { email, name, passwordHash, passwordScheme, passwordPepper } = pending
    const username = input.username ?? pending.username
    await createUser(
      database,
      { email, name, username, passwordHash, passwordScheme, passwordPepper, emailVerifiedAt: now },
      now,
    )
    await deletePendingSignUps(database, email)
  })
  return ok('confirmed')
}

async function confirmExisting(
  hash: string,
  user: { id: string; email: string },
  input: { password: string },
  now: Date,
): Promise<Result<'confirmed'>> {
  const stored = await findUserPassword(prisma(), user.id)
  if (!stored || stored.email !== user.email) return err('token_invalid')
  const { passwordHash, passwordScheme, passwordPepper } = stored
  const { matches } = await verifyPassword(
    input.password,
    passwordHash === null ? null : { passwordHash, passwordScheme, passwordPepper },
  )
  if (!matches) return err('invalid_credentials')
  await inTransaction(async (database) => {
    if (!(await useLinkToken(database, hash, 'CONFIRM_EMAIL', now))) {
      throw new Refused('token_invalid')
    }
    await confirmUserEmail(database, user, now)
  })
  return ok('confirmed')
}
