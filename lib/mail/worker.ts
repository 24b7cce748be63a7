import { readDatabaseTime } from '@/lib/data/database/database-time'
import { prisma } from '@/lib/data/database/prisma'
import { seconds } from '@/lib/domain/time'
import { env } from '@/lib/env'
import { repeat } from '@/lib/platform/repeat'
import { atShutdown } from '@/lib/platform/shutdown-work'
import { eraseOldTokens, sendDueMails } from './deliver'
import { smtpTransport } from './transport'
import { mailWorker } from './worker-handle'

const INTERVALS = {
  pollMs: seconds(2),
  /** After a database failure; a mail server's failure only postpones its email. */
  restMs: seconds(5),
  /**
   * Sending starts after the response has gone out: it delays no one, and the response time does not
   * reveal whether there was an email.
   */
  wakeMs: 250,
}

/**
 * Starts this process's mail worker; a second call does nothing. Any number of processes may run one:
 * each email is claimed by one of them.
 */
export function startMailWorker(): void {
  if (mailWorker.peek()) return
  const { SMTP_URL, MAIL_FROM } = env()
  const transport = SMTP_URL === undefined ? null : smtpTransport(SMTP_URL, MAIL_FROM)
  const worker = repeat('mail_worker_failed', INTERVALS, async () => {
    const now = await readDatabaseTime(prisma())
    if (transport === null) await eraseOldTokens(now)
    return (await sendDueMails(transport, now)) > 0
  })
  mailWorker.set(worker)
  atShutdown(stopMailWorker)
}

/** Finishes emails being sent. Queued ones are sent after the next start. */
export async function stopMailWorker(): Promise<void> {
  await mailWorker.take()?.stop()
}
