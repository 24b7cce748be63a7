import { seal } from '@/lib/crypto/seal'
import { createOutboxMail } from '@/lib/data/mail/outbox-mails'
import { afterCommit, type Database } from '@/lib/data/database/prisma'
import { env } from '@/lib/env'
import type { MailContent } from './mail-templates'
import { mailWorker } from './worker-handle'

export type OutgoingMail = MailContent & {
  /** Null for nobody: the same work, and no mail. */
  to: string | null
}

/**
 * Writes a mail in the caller's transaction: it goes out exactly when that commits, however long
 * the mail server is away. The commit wakes the mail worker, once. A link's token is kept sealed, and erased once the mail is sent.
 *
 * Without `SMTP_URL` the mail is in the mailbox page at once. There its link must work, so the token
 * stays, still sealed, for a day; see `eraseOldTokens`. Production always has an `SMTP_URL`.
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
}

/** The worker looks soon. Without it the next poll finds the mail. */
function wakeMailWorker(): void {
  mailWorker.peek()?.wake()
}
