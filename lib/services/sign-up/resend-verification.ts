import { randomUUID } from 'node:crypto'
import type { LinkOwner } from '@/lib/data/mail/link-tokens'
import {
  extendPendingSignUp,
  findNewestPendingSignUp,
  findPendingSignUp,
} from '@/lib/data/users/pending-sign-ups'
import { inTransaction, type Database } from '@/lib/data/database/prisma'
import { lockAddress } from '@/lib/data/database/transaction-lock'
import { lockAccount, lockAccountByEmail } from '@/lib/data/users/lock-account'
import type { MailContent } from '@/lib/mail/mail-templates'
import { enqueueMail } from '@/lib/mail/outbox'
import { ok, type Result } from '@/lib/platform/result'
import { issueLink } from '@/lib/services/email/issue-link'
import { limitMailRequests, limitMails } from '@/lib/services/limits/mail-allowance'
import { limitRequests } from '@/lib/services/limits/request-limits'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'

type KnownUser = { id: string; email: string; name: string; emailVerifiedAt: Date | null }
type KnownSignUp = { id: string; email: string; name: string }

/**
 * Mails a new confirmation link. The response and the work are the same for every address, also for one
 * that has received its allowance of mails; only the mail differs. Only a client that sends too many
 * requests is refused.
 *
 * @param input.email normalised
 */
export async function resendVerification(
  input: { email: string },
  request: ClientInfo,
  now: Date,
): Promise<Result<'requested'>> {
  const limited =
    (await limitRequests('verification-request', request, now)) ??
    (await limitMailRequests(input.email, request, now))
  if (limited) return limited
  await inTransaction(async (database) => {
    const user = await lockAccountByEmail(database, input.email)
    await lockAddress(database, input.email)
    const pending = await findNewestPendingSignUp(database, input.email, now)
    await send(database, input.email, { user, pending }, now)
  })
  return ok('requested')
}

/** The same for someone who has just given the correct password of an unconfirmed account. */
export async function sendVerificationLink(
  to: { user: KnownUser } | { pendingSignUp: KnownSignUp },
  now: Date,
): Promise<void> {
  await inTransaction(async (database) => {
    if ('user' in to) {
      const user = await lockAccount(database, to.user.id)
      if (user) await send(database, user.email, { user, pending: null }, now)
      return
    }
    const { id, email } = to.pendingSignUp
    // If the address belongs to a user, the owner is notified instead and no link is sent.
    const user = await lockAccountByEmail(database, email)
    await lockAddress(database, email)
    const pending = await findPendingSignUp(database, id, now)
    await send(database, email, { user, pending }, now)
  })
}

async function send(
  database: Database,
  email: string,
  known: { user: KnownUser | null; pending: KnownSignUp | null },
  now: Date,
): Promise<void> {
  const used = await limitMails(database, email, 'link', now)
  const { owner, to, accountId, mailOf } = decide(used ? { user: null, pending: null } : known)
  const purpose = 'userId' in owner ? 'CONFIRM_EMAIL' : 'CONFIRM_SIGN_UP'
  const { token, expiresAt } = await issueLink(database, { owner, purpose, email: to ?? '' }, now)
  const pendingId = 'pendingSignUpId' in owner ? owner.pendingSignUpId : randomUUID()
  await extendPendingSignUp(database, pendingId, expiresAt)
  await enqueueMail(database, { to, accountId, ...mailOf(token) }, now)
}

/** Chooses the mail, its recipient, and the owner of its link. */
function decide({ user, pending }: { user: KnownUser | null; pending: KnownSignUp | null }): {
  owner: LinkOwner
  to: string | null
  accountId: string | null
  mailOf: (token: string) => MailContent
} {
  if (user && user.emailVerifiedAt !== null) {
    const { id: accountId, email, name } = user
    const mailOf = () => ({ template: 'sign-up-taken', data: { name } }) as const
    return { owner: { nobody: true }, to: email, accountId, mailOf }
  }
  const known = user ?? pending
  const owner: LinkOwner = user
    ? { userId: user.id }
    : pending
      ? { pendingSignUpId: pending.id }
      : { nobody: true }
  const data = { name: known?.name ?? '' }
  const mailOf = (token: string) => ({ template: 'confirm-email', data, token }) as const
  return { owner, to: known?.email ?? null, accountId: known?.id ?? null, mailOf }
}
