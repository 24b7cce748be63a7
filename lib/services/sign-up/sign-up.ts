import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import { createPendingSignUp } from '@/lib/data/users/pending-sign-ups'
import { inTransaction, isUniqueViolation, prisma } from '@/lib/data/database/prisma'
import { createUser, findUserByEmail, isUsernameTaken } from '@/lib/data/users/users'
import { isEmailDomainAllowed } from '@/lib/domain/accounts/account-state'
import { env } from '@/lib/env'
import type { MailContent } from '@/lib/mail/mail-templates'
import { enqueueMail } from '@/lib/mail/outbox'
import { judgeNewPassword } from '@/lib/password/judge-new-password'
import { hashPassword, type StoredPassword } from '@/lib/password/password'
import { err, ok, type Result } from '@/lib/platform/result'
import type { SignUpInput } from '@/lib/schemas/sign-up'
import { issueLink, linkExpiry } from '@/lib/services/email/issue-link'
import { limitMailRequests, limitMails } from '@/lib/services/limits/mail-allowance'
import { limitRequests } from '@/lib/services/limits/request-limits'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'

/** A confirmation link was mailed or, without verification, the user was created. */
export type SignUpOutcome = 'confirmation_sent' | 'created'

/**
 * Signs up a new user.
 *
 * A taken username is reported openly, before the email is looked up. With verification nothing else
 * depends on whether the email is taken: the work, the rows and the response are the same, and only the
 * mail differs, which goes to the address's owner. An address that has received its allowance of mails
 * gets none.
 *
 * Every call counts against the client's address, including one refused for a taken username, which
 * limits how many usernames can be probed.
 */
export async function signUp(
  input: SignUpInput,
  request: ClientInfo,
  now: Date,
): Promise<Result<SignUpOutcome>> {
  const limited = await limitRequests('sign-up', request, now)
  if (limited) return limited
  const refused = await judgeNewPassword(input.password, input)
  if (refused) return err(refused)
  if (!isEmailDomainAllowed(input.email, env().ALLOWED_EMAIL_DOMAINS)) {
    return err('email_domain_refused')
  }
  if (await isUsernameTaken(prisma(), input.username)) return err('username_taken')
  const isMailed = env().REQUIRE_EMAIL_VERIFICATION
  const asksTooOften = isMailed ? await limitMailRequests(input.email, request, now) : null
  if (asksTooOften) return asksTooOften
  const hashed = await hashPassword(input.password)
  if (!hashed.ok) return hashed
  const { email, username, name } = input
  const account = { email, username, name, ...hashed.value }
  return isMailed ? createPending(account, request, now) : createAccount(account, request, now)
}

type Account = { email: string; username: string; name: string } & StoredPassword

async function createPending(
  account: Account,
  request: ClientInfo,
  now: Date,
): Promise<Result<SignUpOutcome>> {
  const expiresAt = linkExpiry('CONFIRM_SIGN_UP', now)
  await inTransaction(async (database) => {
    const owner = await findUserByEmail(database, account.email)
    const isAllowed = !(await limitMails(database, account.email, 'link', now))
    const pending = await createPendingSignUp(database, { ...account, createdAt: now, expiresAt })
    // Also for a taken email, although its token is never mailed, so that the work is the same.
    const link = {
      owner: { pendingSignUpId: pending.id },
      purpose: 'CONFIRM_SIGN_UP',
      email: account.email,
    } as const
    const { token } = await issueLink(database, link, now)
    const mail: MailContent = owner
      ? { template: 'sign-up-taken', data: { name: owner.name } }
      : { template: 'confirm-sign-up', data: { name: account.name }, token }
    const to = isAllowed ? account.email : null
    await enqueueMail(database, { ...mail, to, accountId: owner?.id ?? pending.id }, now)
    // Once confirmed, the sign-up's id is the account's: its history begins here.
    const who = { actorId: null, targetId: pending.id, origin: request }
    const what = { action: 'sign_up_requested', result: 'SUCCESS' } as const
    await recordAuditEvent(database, { ...what, ...who }, now)
  })
  return ok('confirmation_sent')
}

async function createAccount(
  account: Account,
  request: ClientInfo,
  now: Date,
): Promise<Result<SignUpOutcome>> {
  try {
    await inTransaction(async (database) => {
      const { id } = await createUser(database, { ...account, emailVerifiedAt: null }, now)
      const who = { actorId: null, targetId: id, origin: request }
      await recordAuditEvent(database, { action: 'user_created', result: 'SUCCESS', ...who }, now)
    })
    return ok('created')
  } catch (error) {
    if (isUniqueViolation(error, 'username')) return err('username_taken')
    if (isUniqueViolation(error, 'email')) return err('user_exists')
    throw error
  }
}
