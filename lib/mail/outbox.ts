import { seal } from '@/lib/crypto/seal'
import { createOutboxMail } from '@/lib/data/mail/outbox-mails'
import { afterCommit, type Database } from '@/lib/data/database/prisma'
import { isPlaceholderEmail } from '@/lib/domain/accounts/email-change'
import { env } from '@/lib/env'
import { log } from '@/lib/platform/log'
import { buttonOf } from './mail'
import { composeMail, type MailContent } from './mail-templates'
import { mailWorker } from './worker-handle'

/** These modes listen on loopback only, where everyone may read all email. */
const LOGS_LINKS = ['demo', 'development']

export type OutgoingMail = MailContent & {
  /** Null, or a placeholder, sends nothing, but does the same work, so that timing reveals nothing. */
  to: string | null
  /** Whose mail it is: a user, or a pending sign-up. Null for nobody's. */
  accountId: string | null
}

/**
 * Queues an email in the caller's transaction: it is sent only if that commits, and waits while the
 * mail server is down. The commit wakes the mail worker, once. A link's token is stored sealed, and
 * erased once the email is sent.
 *
 * Without `SMTP_URL`, which production always has, nothing is sent: the email counts as delivered, and
 * its link is for whoever runs this installation. The sealed token stays for a day, so that a page can
 * show it (see `eraseOldTokens`), and in demo and development the link is logged.
 */
export async function enqueueMail(
  database: Database,
  mail: OutgoingMail,
  now: Date,
): Promise<void> {
  const { accountId, template, data, token } = mail
  const to = mail.to === null || isPlaceholderEmail(mail.to) ? null : mail.to
  const sealed = token === undefined ? null : seal('outbox', token)
  const isWaiting = to !== null && env().SMTP_URL !== undefined
  await createOutboxMail(
    database,
    {
      to,
      accountId: to === null ? null : accountId,
      template,
      data,
      sealedToken: to === null ? null : sealed,
      nextAttemptAt: isWaiting ? now : null,
      sentAt: isWaiting ? null : now,
    },
    now,
  )
  afterCommit(database, wakeMailWorker)
  if (to !== null && !isWaiting && LOGS_LINKS.includes(env().LATCHKEY_MODE)) {
    afterCommit(database, () => logLink(mail))
  }
}

/** Logs an email's link, for installations without a mail server and a mailbox page. */
function logLink({ template, data, token }: OutgoingMail): void {
  const link = token === undefined ? null : buttonOf(composeMail(template, data, token))
  if (link) log.info({ event: 'mail_link', template, url: link.href })
}

/** Without this, the worker's next poll finds the email. */
function wakeMailWorker(): void {
  mailWorker.peek()?.wake()
}
