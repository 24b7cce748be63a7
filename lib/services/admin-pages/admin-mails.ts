import { enqueueMail } from '@/lib/mail/outbox'
import { ok, type Result } from '@/lib/platform/result'
import {
  administer,
  type Administration,
  type Administrator,
} from '@/lib/services/admin/administration'
import { issueLink, linkIssued } from '@/lib/services/email/issue-link'
import { limitMails } from '@/lib/services/limits/mail-allowance'

type Answer<Value> = Promise<Result<Value> | null>

/** Mails a reset link to the account's owner, as "Forgot password?" does. Only the owner sees it. */
export function sendResetLink(by: Administrator, userId: string, now: Date): Answer<'link_sent'> {
  return administer<'link_sent'>(by, userId, now, async (administration) => {
    const { database, target } = administration
    const limited = await limitMails(database, target.email, 'reset', now)
    return limited ?? mailLink(administration, 'RESET_PASSWORD', now)
  })
}

/** Mails a new confirmation link. @returns `confirmed` when the email is already confirmed */
export function resendUserVerification(
  by: Administrator,
  userId: string,
  now: Date,
): Answer<'link_sent' | 'confirmed'> {
  return administer<'link_sent' | 'confirmed'>(by, userId, now, async (administration) => {
    const { database, target } = administration
    if (target.emailVerifiedAt !== null) return ok('confirmed')
    const limited = await limitMails(database, target.email, 'link', now)
    return limited ?? mailLink(administration, 'CONFIRM_EMAIL', now)
  })
}

const TEMPLATES = { RESET_PASSWORD: 'reset-password', CONFIRM_EMAIL: 'confirm-email' } as const

async function mailLink(
  { database, target, record }: Administration,
  purpose: keyof typeof TEMPLATES,
  now: Date,
): Promise<Result<'link_sent'>> {
  const { id: userId, email, name } = target
  const { token } = await issueLink(database, { owner: { userId }, purpose, email }, now)
  const template = TEMPLATES[purpose]
  await enqueueMail(
    database,
    { to: email, accountId: userId, template, data: { name }, token },
    now,
  )
  await record(linkIssued(purpose))
  return ok('link_sent')
}
