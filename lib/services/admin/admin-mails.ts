import { newToken } from '@/lib/crypto/random-token'
import { createLinkToken } from '@/lib/data/mail/link-tokens'
import { hours, later, seconds } from '@/lib/domain/time'
import { env } from '@/lib/env'
import { enqueueMail, wakeMailWorker } from '@/lib/mail/outbox'
import { err, ok, type Result } from '@/lib/platform/result'
import { administer, type Administration, type Administrator } from './administration'
import { isMailAllowed } from '@/lib/services/limits/mail-allowance'

/** Said when an address has had its mails: the longest the wait can be. */
const MAIL_WAIT_SECONDS = hours(1) / seconds(1)

type Answer<Value> = Promise<Result<Value> | null>

/** Mails a reset link to the account's address, as "Forgot password?" does; nobody else sees it. */
export async function sendResetLink(
  by: Administrator,
  userId: string,
  now: Date,
): Answer<'link_sent'> {
  const result = await administer<'link_sent'>(by, userId, now, async (administration) => {
    const { database, target } = administration
    if (!(await isMailAllowed(database, target.email, 'reset', now))) {
      return err('rate_limited', MAIL_WAIT_SECONDS)
    }
    return mailLink(administration, 'RESET_PASSWORD', now)
  })
  wakeMailWorker()
  return result
}

/** Mails another confirmation link. @returns `confirmed` when there is nothing left to confirm */
export async function resendUserVerification(
  by: Administrator,
  userId: string,
  now: Date,
): Answer<'link_sent' | 'confirmed'> {
  const result = await administer<'link_sent' | 'confirmed'>(
    by,
    userId,
    now,
    async (administration) => {
      const { database, target } = administration
      if (target.emailVerifiedAt !== null) return ok('confirmed')
      if (!(await isMailAllowed(database, target.email, 'verification', now))) {
        return err('rate_limited', MAIL_WAIT_SECONDS)
      }
      return mailLink(administration, 'CONFIRM_EMAIL', now)
    },
  )
  wakeMailWorker()
  return result
}

const LINKS = {
  RESET_PASSWORD: { template: 'reset-password', lifetime: 'RESET_TOKEN_SECONDS' },
  CONFIRM_EMAIL: { template: 'confirm-email', lifetime: 'VERIFY_TOKEN_SECONDS' },
} as const

async function mailLink(
  { database, target, record }: Administration,
  purpose: keyof typeof LINKS,
  now: Date,
): Promise<Result<'link_sent'>> {
  const { id: userId, email, name } = target
  const { template, lifetime } = LINKS[purpose]
  const { token, hash } = newToken()
  const expiresAt = later(now, seconds(env()[lifetime]))
  await createLinkToken(database, { userId, hash, purpose, email, expiresAt }, now)
  await enqueueMail(database, { to: email, template, data: { name }, token }, now)
  await record({ action: 'authn_token_created', details: { purpose } })
  return ok('link_sent')
}
