import { readDatabaseTime } from '@/lib/data/database/database-time'
import { prisma } from '@/lib/data/database/prisma'
import { seconds } from '@/lib/domain/time'
import { sendMailsUntil } from '@/lib/mail/send-mails-until'
import { sealAuditEvents } from '@/lib/services/audit/audit-seal'
import { purgeExpired } from '@/lib/services/operations/purge'

/** Less than platforms allow one request; what is left is done by the next run. */
const BUDGET_MS = seconds(20)

export type JobCounts = { mails: number; sealed: number; purged: number }

/**
 * Does once what a server's background work does all the time: sends mail, seals the audit log, and
 * purges expired data. Runs may overlap: the locks and leases of that work hold between them.
 */
export async function runDueJobs(): Promise<JobCounts> {
  const endsMs = performance.now() + BUDGET_MS
  const isOver = () => performance.now() > endsMs
  const mails = await sendMailsUntil(isOver)
  const sealed = await sealUntil(isOver)
  const purged = await purgeExpired(await readDatabaseTime(prisma()))
  return { mails, sealed, purged: purged.reduce((sum, { count }) => sum + count, 0) }
}

async function sealUntil(isOver: () => boolean): Promise<number> {
  let total = 0
  let round
  do {
    round = await sealAuditEvents(null, await readDatabaseTime(prisma()))
    total += round.sealed
  } while (round.sealed > 0 && !isOver())
  return total
}
