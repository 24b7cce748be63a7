import { seal } from '@/lib/crypto/seal'
import { createOutboxMail } from '@/lib/data/mail/outbox-mails'
import { afterCommit, type Database } from '@/lib/data/database/prisma'
import { env } from '@/lib/env'
import { log } from '@/lib/platform/log'
import { buttonOf } from './mail'
import { composeMail, type MailContent } from './mail-templates'
import { mailWorker } from './worker-handle'

/** These are bound to this machine, and everybody on it may read all mail. */
const LOGS_LINKS = ['demo', 'development']

export type OutgoingMail = MailContent & {
  /** Null for nobody: the same work, and no mail. */
  to: string | null
}

/**
 * Writes a mail in the caller's transaction: it goes out exactly when that commits, however long
 * the mail server is away. The commit wakes the mail worker, once. A link's token is kept sealed, and erased once the mail is sent.
 *
 * Without `SMTP_URL`, which production always has, nothing is sent: the mail is done at once, and
 * its link is for whoever runs this copy. The token stays, still sealed, for a day, so that a page
 * can show it (see `eraseOldTokens`), and a copy that is tried out writes the link to its log.
 */
export async function enqueueMail(
  database: Database,
  mail: OutgoingMail,
  now: Date,
): Promise<void> {
  const { to, template, data, token } = mail
  const sealed = token === undefined ? null : seal('outbox', token)
  const isWaiting = to !== null && env().SMTP_URL !== undefined
  await createOutboxMail(
    database,
    {
      to,
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

/** Writes down where a mail's link leads, for somebody who has no mail server and no mailbox page. */
function logLink({ template, data, token }: OutgoingMail): void {
  const link = token === undefined ? null : buttonOf(composeMail(template, data, token))
  if (link) log.info({ event: 'mail_link', template, url: link.href })
}

/** The worker looks soon. Without it the next poll finds the mail. */
function wakeMailWorker(): void {
  mailWorker.peek()?.wake()
}
