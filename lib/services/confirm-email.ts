import { hashToken } from '@/lib/crypto/random-token'
import { recordAuditEvent, recordAuditEvents } from '@/lib/data/audit-log'
import { findLiveLinkToken, useLinkToken } from '@/lib/data/link-tokens'
import { deletePendingSignUps, findPendingSignUp } from '@/lib/data/pending-sign-ups'
import { inTransaction, isUniqueViolation, prisma, type Database } from '@/lib/data/prisma'
import {
  confirmUserEmail,
  createUser,
  findUserPassword,
  type PasswordColumns,
} from '@/lib/data/users'
import { HashingBusy, verifyPassword } from '@/lib/password/password'
import { err, ok, type Result } from '@/lib/result'
import { clearFailures, takeBackFailure, type Attempt } from './counted-attempts'
import { admitLinkPassword, limitRequests } from './request-limits'
import type { Origin } from './sessions'

/** Rolls the transaction back and becomes the answer. */
class Refused extends Error {
  constructor(readonly code: 'token_invalid' | 'username_taken') {
    super(code)
  }
}

type Confirmation = { token: string; password: string; username?: string | undefined }

/**
 * Confirms an address by its link and the password chosen at sign-up, so that whoever merely
 * receives the mail cannot finish somebody else's sign-up, nor plant a password in it.
 *
 * The link works once. A wrong password or a taken username leaves it alive. Signs nobody in.
 * Wrong passwords count and lock as they do at sign-in, for the sign-up or user behind the link, so
 * that whoever reads the mail gets no free guesses.
 *
 * @param input.username replaces the chosen one, when somebody else took that meanwhile
 */
export async function confirmEmail(
  input: Confirmation,
  request: Origin,
  now: Date,
): Promise<Result<'confirmed'>> {
  const hash = hashToken(input.token)
  const link = await findLink(hash, now)
  if (!link) return (await limitRequests('link', request, now)) ?? err('token_invalid')
  const admission = await admitLinkPassword(link.subjectId, request, now)
  if (!admission.admitted) return err('rate_limited', admission.retryAfterSeconds)
  try {
    return await useLink({ hash, link, attempt: admission.attempt }, input, request, now)
  } catch (error) {
    if (error instanceof Refused) return err(error.code)
    if (isUniqueViolation(error, 'username')) return err('username_taken')
    // Another sign-up for the address was confirmed first.
    if (isUniqueViolation(error, 'email')) return err('token_invalid')
    if (!(error instanceof HashingBusy)) throw error
    await takeBackFailure(admission.attempt, now)
    return err('busy', error.retryAfterSeconds)
  }
}

type Link =
  | { subjectId: string; stored: PasswordColumns | null; pending: PendingSignUp }
  | { subjectId: string; stored: PasswordColumns | null; email: string }

/** What stands behind a link; null when it is dead. */
async function findLink(hash: string, now: Date): Promise<Link | null> {
  const signUpLink = await findLiveLinkToken(prisma(), hash, 'CONFIRM_SIGN_UP', now)
  if (signUpLink?.pendingSignUpId) {
    const pending = await findPendingSignUp(prisma(), signUpLink.pendingSignUpId, now)
    return pending && { subjectId: pending.id, stored: pending, pending }
  }
  const emailLink = await findLiveLinkToken(prisma(), hash, 'CONFIRM_EMAIL', now)
  const user = emailLink?.userId ? await findUserPassword(prisma(), emailLink.userId) : null
  if (!emailLink?.userId || user?.email !== emailLink.email) return null
  const { passwordHash, passwordScheme, passwordPepper } = user
  const stored = passwordHash === null ? null : { passwordHash, passwordScheme, passwordPepper }
  return { subjectId: emailLink.userId, stored, email: user.email }
}

async function useLink(
  { hash, link, attempt }: { hash: string; link: Link; attempt: Attempt },
  input: Confirmation,
  request: Origin,
  now: Date,
): Promise<Result<'confirmed'>> {
  const { matches } = await verifyPassword(input.password, link.stored)
  const about = { actorId: null, origin: request }
  const confirmation = { ...about, action: 'email_verified' } as const
  if (!matches) {
    // A sign-up is nobody yet.
    const targetId = 'pending' in link ? null : link.subjectId
    await recordAuditEvent(prisma(), { ...confirmation, result: 'FAILURE', targetId }, now)
    return err('invalid_credentials')
  }
  await clearFailures(attempt, now)
  await inTransaction(async (database) => {
    const purpose = 'pending' in link ? 'CONFIRM_SIGN_UP' : 'CONFIRM_EMAIL'
    if (!(await useLinkToken(database, hash, purpose, now))) throw new Refused('token_invalid')
    const result = 'SUCCESS'
    if ('pending' in link) {
      const targetId = await becomeUser(database, link.pending, input.username, now)
      const creation = { ...about, action: 'user_created', result, targetId } as const
      await recordAuditEvents(database, [creation, { ...confirmation, result, targetId }], now)
      return
    }
    await confirmUserEmail(database, { id: link.subjectId, email: link.email }, now)
    await recordAuditEvent(database, { ...confirmation, result, targetId: link.subjectId }, now)
  })
  return ok('confirmed')
}

async function becomeUser(
  database: Database,
  pending: PendingSignUp,
  username: string | undefined,
  now: Date,
): Promise<string> {
  const { email, name, passwordHash, passwordScheme, passwordPepper } = pending
  const password = { passwordHash, passwordScheme, passwordPepper }
  const profile = { email, name, username: username ?? pending.username }
  const user = await createUser(database, { ...profile, ...password, emailVerifiedAt: now }, now)
  await deletePendingSignUps(database, email)
  return user.id
}

type PendingSignUp = NonNullable<Awaited<ReturnType<typeof findPendingSignUp>>>
