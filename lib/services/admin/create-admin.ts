import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import { inTransaction, isUniqueViolation, prisma } from '@/lib/data/database/prisma'
import {
  createAdministrator,
  findUserByEmail,
  isUsernameTaken,
  type PasswordColumns,
} from '@/lib/data/users/users'
import { isEmailDomainAllowed } from '@/lib/domain/accounts/account-state'
import { env } from '@/lib/env'
import { enqueueMail } from '@/lib/mail/outbox'
import { judgeNewPassword } from '@/lib/password/judge-new-password'
import { hashPassword } from '@/lib/password/password'
import { err, ok, type Result } from '@/lib/platform/result'
import { FROM_COMMAND_LINE } from './administration'
import { ADMINISTRATOR_ROLE } from '@/lib/domain/accounts/roles'
import { issueLink } from '@/lib/services/email/issue-link'
import { resetUrl, type ResetLink } from './operator'

export type NewAdmin = { email: string; username: string; name: string }

/** The new administrator's password, or a link with which they choose one. */
export type FirstPassword = { password: string } | { link: 'mailed' | 'returned' }

export type CreatedAdmin = {
  id: string
  /** Null when a password was given or the link is mailed. */
  link: ResetLink | null
}

/**
 * Creates an administrator from the command line, such as the first user of a production install. The
 * rules for usernames and passwords are those of the sign-up page. The email counts as confirmed,
 * because the operator supplied it.
 *
 * @param admin normalised
 */
export async function createAdmin(
  admin: NewAdmin,
  first: FirstPassword,
  now: Date,
): Promise<Result<CreatedAdmin>> {
  if (!isEmailDomainAllowed(admin.email, env().ALLOWED_EMAIL_DOMAINS)) {
    return err('email_domain_refused')
  }
  if (await isUsernameTaken(prisma(), admin.username)) return err('username_taken')
  if (await findUserByEmail(prisma(), admin.email)) return err('user_exists')
  const refused = 'password' in first ? await judgeNewPassword(first.password, admin) : null
  if (refused) return err(refused)
  const hashed = 'password' in first ? await hashPassword(first.password) : null
  if (hashed?.ok === false) return hashed
  try {
    return ok(await create(admin, hashed && hashed.value, 'link' in first ? first.link : null, now))
  } catch (error) {
    if (isUniqueViolation(error, 'username')) return err('username_taken')
    if (isUniqueViolation(error, 'email')) return err('user_exists')
    throw error
  }
}

async function create(
  admin: NewAdmin,
  password: PasswordColumns | null,
  link: 'mailed' | 'returned' | null,
  now: Date,
): Promise<CreatedAdmin> {
  return inTransaction(async (database) => {
    const user = await createAdministrator(
      database,
      { ...admin, password, emailVerifiedAt: now },
      now,
    )
    const created = { actorId: null, targetId: user.id, result: 'SUCCESS' } as const
    const details = { ...FROM_COMMAND_LINE, role: ADMINISTRATOR_ROLE }
    await recordAuditEvent(database, { ...created, action: 'user_created', details }, now)
    if (link === null) return { id: user.id, link: null }
    const { id: userId, email } = user
    const reset = { owner: { userId }, purpose: 'RESET_PASSWORD', email } as const
    const { token, expiresAt } = await issueLink(database, reset, now)
    if (link === 'returned') {
      return { id: user.id, link: { url: resetUrl(token), expiresAt } }
    }
    const mail = {
      to: user.email,
      accountId: user.id,
      template: 'reset-password',
      data: { name: user.name },
    } as const
    await enqueueMail(database, { ...mail, token }, now)
    return { id: user.id, link: null }
  })
}
