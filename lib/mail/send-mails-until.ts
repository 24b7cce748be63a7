import { readDatabaseTime } from '@/lib/data/database/database-time'
import { prisma } from '@/lib/data/database/prisma'
import { env } from '@/lib/env'
import { eraseOldTokens, sendDueMails } from './deliver'
import { smtpTransport } from './transport'

/** Sends what is due, for processes without a worker. @returns how many were attempted */
export async function sendMailsUntil(isOver: () => boolean): Promise<number> {
  const { SMTP_URL, MAIL_FROM } = env()
  const transport = SMTP_URL === undefined ? null : smtpTransport(SMTP_URL, MAIL_FROM)
  if (transport === null) await eraseOldTokens(await readDatabaseTime(prisma()))
  let total = 0
  let attempted
  do {
    attempted = await sendDueMails(transport, await readDatabaseTime(prisma()))
    total += attempted
  } while (attempted > 0 && !isOver())
  return total
}
