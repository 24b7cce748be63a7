import { hashToken } from '@/lib/crypto/random-token'
import { recordAuditEvent, recordAuditEvents } from '@/lib/data/audit/audit-log'
import { findLiveLinkToken, consumeLinkToken } from '@/lib/data/mail/link-tokens'
import { deletePendingSignUp, findPendingSignUp } from '@/lib/data/users/pending-sign-ups'
import { inTransaction, isUniqueViolation, prisma, type Database } from '@/lib/data/database/prisma'
import { lockAddress } from '@/lib/data/database/transaction-lock'
import { lockAccount } from '@/lib/data/users/lock-account'
import {
  confirmUserEmail,
  createUser,
  findUserByEmail,
  findUserPassword,
  type PasswordColumns,
} from '@/lib/data/users/users'
import { linkAccountOf, type LinkAccount } from '@/lib/domain/accounts/link-account'
import { verifyPassword } from '@/lib/password/password'
import { err, ok, type Result } from '@/lib/platform/result'
import { clearFailures, tryPassword, type Attempt } from '@/lib/services/sign-in/counted-attempts'
import { applyEmailChange } from '@/lib/services/email/email-change'
import { limitRequests, linkPasswordLimits } from '@/lib/services/limits/request-limits'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'

/** Rolls the transaction back; its code is the result. */
class Refused extends Error {
  constructor(readonly code: 'token_invalid' | 'username_taken') {
    super(code)
  }
}

type Confirmation = { token: string; password: string; username?: string | undefined }

/** A confirmed email creates an account, verifies one, or becomes its new email. */
export type Confirmed = 'confirmed' | 'email_changed'

/**
 * Confirms an email with its link and the account's password (the one chosen at sign-up), so that
 * receiving the mail is not enough to complete somebody else's sign-up or email change.
 *
 * The link works once. It still works after a wrong password or a taken username. Signs nobody in.
 * Wrong passwords count and lock as at sign-in, for the sign-up or user behind the link, so that
 * whoever reads the mail gets no free guesses.
 *
 * @param input.username replaces the chosen one if somebody else has taken it since
 */
export async function confirmEmail(
  input: Confirmation,
  request: ClientInfo,
  now: Date,
): Promise<Result<Confirmed>> {
  const hash = hashToken(input.token)
  const link = await findLink(hash, now)
  if (!link) return (await limitRequests('link', request, now)) ?? err('token_invalid')
  return tryPassword(
    {
      limits: linkPasswordLimits(link.subjectId, request),
      verify: () => verifyPassword(input.password, link.stored),
      settle: ({ matches }, attempt) =>
        matches
          ? consumeLink({ hash, link, attempt }, input, request, now)
          : recordFailure(link, request, now),
    },
    now,
  )
}

/**
 * What a link confirms. Who receives it need not be the account's owner, whose new address may have
 * been mistyped: for a change of email it tells the username to nobody but the owner.
 *
 * @param viewerId who is signed in; null for nobody
 * @returns null when it no longer works
 */
export async function findConfirmation(
  token: string,
  viewerId: string | null,
  now: Date,
): Promise<LinkAccount | null> {
  const link = await findLink(hashToken(token), now)
  if (!link) return null
  if (link.purpose === 'CONFIRM_SIGN_UP') return linkAccountOf(link.pending)
  const account = linkAccountOf(link)
  const isToOthers = link.purpose === 'CHANGE_EMAIL' && link.subjectId !== viewerId
  return isToOthers ? { ...account, username: null } : account
}

type LinkSubject = { subjectId: string; stored: PasswordColumns | null }
type SignUpLink = LinkSubject & { purpose: 'CONFIRM_SIGN_UP'; pending: PendingSignUp }
type UserLink = LinkSubject & {
  purpose: 'CONFIRM_EMAIL' | 'CHANGE_EMAIL'
  email: string
  username: string
}
type Link = SignUpLink | UserLink

/** The sign-up or user a link belongs to; null when the link is not valid. */
async function findLink(hash: string, now: Date): Promise<Link | null> {
  const signUpLink = await findLiveLinkToken(prisma(), hash, 'CONFIRM_SIGN_UP', now)
  if (signUpLink?.pendingSignUpId) {
    const pending = await findPendingSignUp(prisma(), signUpLink.pendingSignUpId, now)
    return (
      pending && { purpose: 'CONFIRM_SIGN_UP', subjectId: pending.id, stored: pending, pending }
    )
  }
  return (await findUserLink(hash, 'CONFIRM_EMAIL', now)) ?? findUserLink(hash, 'CHANGE_EMAIL', now)
}

async function findUserLink(
  hash: string,
  purpose: 'CONFIRM_EMAIL' | 'CHANGE_EMAIL',
  now: Date,
): Promise<Link | null> {
  const link = await findLiveLinkToken(prisma(), hash, purpose, now)
  const user = link?.userId ? await findUserPassword(prisma(), link.userId) : null
  if (!link || !user) return null
  if (purpose === 'CONFIRM_EMAIL' && user.email !== link.email) return null
  const { passwordHash, passwordScheme, passwordPepper } = user
  const stored = passwordHash === null ? null : { passwordHash, passwordScheme, passwordPepper }
  return { purpose, subjectId: user.id, stored, email: link.email, username: user.username }
}

async function recordFailure(link: Link, request: ClientInfo, now: Date) {
  // A sign-up is not a user yet.
  const targetId = link.purpose === 'CONFIRM_SIGN_UP' ? null : link.subjectId
  const action = link.purpose === 'CHANGE_EMAIL' ? 'email_changed' : 'email_verified'
  const failure = { action, result: 'FAILURE', actorId: null, targetId } as const
  await recordAuditEvent(prisma(), { ...failure, origin: request }, now)
  return err('password_wrong')
}

async function consumeLink(
  { hash, link, attempt }: { hash: string; link: Link; attempt: Attempt },
  input: Confirmation,
  request: ClientInfo,
  now: Date,
): Promise<Result<Confirmed>> {
  await clearFailures(prisma(), attempt, now)
  try {
    await inTransaction(async (database) => {
      if (link.purpose === 'CONFIRM_SIGN_UP') {
        await confirmSignUp(database, { hash, pending: link.pending }, input, request, now)
      } else {
        await confirmAddress(database, { hash, ...link }, request, now)
      }
    })
  } catch (error) {
    if (error instanceof Refused) return err(error.code)
    if (isUniqueViolation(error, 'username')) return err('username_taken')
    // Another sign-up or email change with the same address was confirmed first.
    if (isUniqueViolation(error, 'email')) return err('token_invalid')
    throw error
  }
  return ok(link.purpose === 'CHANGE_EMAIL' ? 'email_changed' : 'confirmed')
}

async function confirmSignUp(
  database: Database,
  { hash, pending }: { hash: string; pending: PendingSignUp },
  { username }: Confirmation,
  request: ClientInfo,
  now: Date,
): Promise<void> {
  const { email, name, passwordHash, passwordScheme, passwordPepper } = pending
  await lockAddress(database, email)
  if (!(await consumeLinkToken(database, hash, 'CONFIRM_SIGN_UP', now))) {
    throw new Refused('token_invalid')
  }
  // Before the username is tried: no other name helps where the address is taken.
  if (await findUserByEmail(database, email)) throw new Refused('token_invalid')
  const password = { passwordHash, passwordScheme, passwordPepper }
  // The sign-up's id goes on as the account's, and with it the mails that were sent for it.
  const profile = { id: pending.id, email, name, username: username ?? pending.username }
  const user = await createUser(database, { ...profile, ...password, emailVerifiedAt: now }, now)
  await deletePendingSignUp(database, pending.id)
  const about = { result: 'SUCCESS', actorId: null, targetId: user.id, origin: request } as const
  const events = (['user_created', 'email_verified'] as const).map((action) => {
    return { ...about, action }
  })
  await recordAuditEvents(database, events, now)
}

async function confirmAddress(
  database: Database,
  { hash, subjectId, email, purpose }: UserLink & { hash: string },
  request: ClientInfo,
  now: Date,
): Promise<void> {
  const user = await lockAccount(database, subjectId)
  if (!user) throw new Refused('token_invalid')
  await lockAddress(database, email)
  if (!(await consumeLinkToken(database, hash, purpose, now))) throw new Refused('token_invalid')
  if (purpose === 'CHANGE_EMAIL') {
    if (await applyEmailChange(database, { user, email }, request, now)) return
    throw new Refused('token_invalid')
  }
  await confirmUserEmail(database, { id: user.id, email }, now)
  const about = { result: 'SUCCESS', actorId: null, targetId: user.id, origin: request } as const
  await recordAuditEvent(database, { ...about, action: 'email_verified' }, now)
}

type PendingSignUp = NonNullable<Awaited<ReturnType<typeof findPendingSignUp>>>
