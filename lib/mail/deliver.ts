import { unseal } from '@/lib/crypto/seal'
import {
  claimDueMails,
  eraseSentTokens,
  giveUpMail,
  markMailSent,
  postponeMail,
  type OutboxMail,
} from '@/lib/data/mail/outbox-mails'
import { prisma } from '@/lib/data/database/prisma'
import { hours, later, minutes } from '@/lib/domain/time'
import { errorForLog } from '@/lib/platform/error-for-log'
import { log } from '@/lib/platform/log'
import { countMail } from '@/lib/metrics/metrics'
import { carriesLink, composeMail, isMailTemplate } from './mail-templates'
import { renderHtml } from './render-html'
import { renderText } from './render-text'
import { nextAttemptAt } from './retry'
import type { MailTransport, Message } from './transport'

/** Longer than one attempt can take, so that a mail is never sent by two workers. */
const LEASE_MS = minutes(2)
const AT_ONCE = 5
const MAX_ERROR_LENGTH = 300
const TOKEN_KEPT_MS = hours(24)

/**
 * Sends what is due, a few at once.
 *
 * @param transport null without an SMTP server: then nothing is sent, and the mail counts as delivered
 * @returns how many were tried; when it is not zero there may be more
 * @throws DependencyUnavailable when the database cannot say what is due or note how it went
 */
export async function sendDueMails(transport: MailTransport | null, now: Date): Promise<number> {
  const leaseEndAt = later(now, LEASE_MS)
  const mails = await claimDueMails(prisma(), { now, leaseEndAt, limit: AT_ONCE })
  const outcomes = await Promise.allSettled(mails.map((mail) => deliver(mail, transport, now)))
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed) throw failed.reason
  return mails.length
}

/** Tokens that stayed where there is no mail server go after a day. */
export async function eraseOldTokens(now: Date): Promise<void> {
  await eraseSentTokens(prisma(), later(now, -TOKEN_KEPT_MS))
}

async function deliver(mail: OutboxMail, transport: MailTransport | null, now: Date) {
  const written = write(mail)
  if (!written.ok) {
    await giveUpMail(prisma(), mail, { now, lastError: 'The mail cannot be written any more.' })
    const { cause: err } = written
    log.error({ event: 'mail_given_up', ...about(mail), reason: 'unreadable', err })
    countMail('given_up')
    return
  }
  try {
    await transport?.(written.message)
  } catch (error) {
    await retryOrGiveUp(mail, error, now)
    return
  }
  await markMailSent(prisma(), mail, { now, keepToken: transport === null })
  log.info({ event: 'mail_sent', ...about(mail) })
  countMail('sent')
}

async function retryOrGiveUp(mail: OutboxMail, error: unknown, now: Date): Promise<void> {
  const lastError = errorForLog(error).message.slice(0, MAX_ERROR_LENGTH)
  const next = nextAttemptAt(mail, now)
  if (next) {
    await postponeMail(prisma(), mail, { nextAttemptAt: next, lastError })
    log.warn({ event: 'mail_postponed', ...about(mail), reason: lastError })
    countMail('postponed')
    return
  }
  await giveUpMail(prisma(), mail, { now, lastError })
  log.error({ event: 'mail_given_up', ...about(mail), reason: lastError })
  countMail('given_up')
}

type Written = { ok: true; message: Message } | { ok: false; cause?: unknown }

/** Not when its template is gone, its data does not fit, or its token does not open any more. */
function write({ id, to, template, data, sealedToken }: OutboxMail): Written {
  if (!isMailTemplate(template)) return { ok: false }
  const token = sealedToken === null ? null : unseal('outbox', sealedToken)
  if (token === null && carriesLink(template)) return { ok: false }
  try {
    const mail = composeMail(template, data, token)
    const bodies = { html: renderHtml(mail), text: renderText(mail) }
    return { ok: true, message: { id, to, subject: mail.subject, ...bodies } }
  } catch (cause) {
    return { ok: false, cause }
  }
}

function about({ id, template, attempts }: OutboxMail) {
  return { mailId: id, template, attempts }
}
