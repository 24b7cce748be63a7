import { hasSignedInBefore } from '@/lib/data/audit/audit-events'
import type { Database } from '@/lib/data/database/prisma'
import { findUser } from '@/lib/data/users/users'
import { describeDevice } from '@/lib/domain/sessions/device'
import { judgeSignIn } from '@/lib/domain/sessions/sign-in-notice'
import { enqueueMail } from '@/lib/mail/outbox'
import { issueLink } from '@/lib/services/email/issue-link'
import { limitMails } from '@/lib/services/limits/mail-allowance'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'

/** What the owner and the audit log are told about a successful sign-in. */
export type SignInSummary = {
  /** Consecutive failures just before it. */
  failures: number
  /** The browser has not signed in to this account since its password was last changed. */
  isNewDevice: boolean
}

/**
 * Notifies the owner of a sign-in from a new browser or after many wrong passwords, with a "this
 * wasn't me" link. Call it before the sign-in is recorded, in the same transaction.
 *
 * @returns the summary to record: at the very first sign-in no device counts as new
 */
export async function notifyOwnerOfSignIn(
  database: Database,
  userId: string,
  request: ClientInfo,
  attempt: SignInSummary,
  now: Date,
): Promise<SignInSummary> {
  const isFirst = attempt.isNewDevice && !(await hasSignedInBefore(database, userId))
  const judged = { ...attempt, isNewDevice: attempt.isNewDevice && !isFirst }
  const why = judgeSignIn(judged)
  const user = why && (await findUser(database, userId))
  if (!user || (await limitMails(database, user.email, 'sign-in', now))) return judged
  const { email, name } = user
  const { token } = await issueLink(database, { owner: { userId }, purpose: 'NOT_ME', email }, now)
  const device = describeDevice(request.userAgent)
  const data = { name, why, device, address: request.address, signedInAt: now.toISOString() }
  await enqueueMail(
    database,
    { to: email, accountId: userId, template: 'new-sign-in', data, token },
    now,
  )
  return judged
}
