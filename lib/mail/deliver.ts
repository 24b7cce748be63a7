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
import { addresseeLine } from './addressed'
import { carriesLink, composeMail, isMailTemplate } from './mail-templates'
import { renderHtml } from './render-html'
import { renderText } from './render-text'
import { isFinalRefusal, nextAttemptAt } from './retry'
import type { MailTransport, Message } from './transport'

/** Longer than one attempt can take, so that no email is sent by two workers. */
const LEASE_MS = minutes(2)
const BATCH_SIZE = 5
const MAX_ERROR_LENGTH = 300
const TOKEN_KEPT_MS = hours(24)

/**
 * Sends due emails, a few at a time.
 *
 * @param transport null without an SMTP server: then nothing is sent, and the email counts as delivered
 * @returns how many were attempted; when it is not zero there may be more
 * @throws DependencyUnavailable when the database cannot be reached
 */
export async function sendDueMails(transport: MailTransport | null, now: Date): Promise<number> {
  const leaseEndAt = later(now, LEASE_MS)
  const mails = await claimDueMails(prisma(), { now, leaseEndAt, limit: BATCH_SIZE })
  const outcomes = await Promise.allSettled(mails.map((mail) => deliver(mail, transport, now)))
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed) throw failed.reason
  return mails.length
}

/** Erases tokens kept without a mail server after a day. */
export async function eraseOldTokens(now: Date): Promise<void> {
  await eraseSentTokens(prisma(), later(now, -TOKEN_KEPT_MS))
}

async function deliver(mail: OutboxMail, transport: MailTransport | null, now: Date) {
  const rendered = render(mail, await addresseeLine(mail))
  if (!rendered.ok) {
    await giveUpMail(prisma(), mail, { now, lastError: 'The email could not be rendered.' })
    const { cause: err } = rendered
    log.error({ event: 'mail_given_up', ...about(mail), reason: 'unreadable', err })
    countMail('given_up')
    return
  }
  try {
    await transport?.(rendered.message)
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
  const next = isFinalRefusal(error) ? null : nextAttemptAt(mail, now)
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

type Rendered = { ok: true; message: Message } | { ok: false; cause?: unknown }

/** Fails when the template is gone, its data does not parse, or its token cannot be unsealed. */
function render({ id, to, template, data, sealedToken }: OutboxMail, addressee: string): Rendered {
  if (!isMailTemplate(template)) return { ok: false }
  const token = sealedToken === null ? null : unseal('outbox', sealedToken)
  if (token === null && carriesLink(template)) return { ok: false }
  try {
    const mail = composeMail(template, data, token)
    const bodies = { html: renderHtml(mail, addressee), text: renderText(mail, addressee) }
    return { ok: true, message: { id, to, subject: mail.subject, ...bodies } }
  } catch (cause) {
    return { ok: false, cause }
  }
}

function about({ id, template, attempts }: OutboxMail) {
  return { mailId: id, template, attempts }
}
