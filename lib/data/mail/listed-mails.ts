import type { Database } from '@/lib/data/database/prisma'
import { MAIL, TO_NOBODY, type OutboxMail } from './outbox-mails'

/** The newest mails that have a recipient. */
export async function listMails(database: Database, limit: number): Promise<OutboxMail[]> {
  return database.outboxMail.findMany({
    where: { to: { not: TO_NOBODY } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
    select: MAIL,
  })
}

/** @param id a UUID */
export async function findMail(database: Database, id: string): Promise<OutboxMail | null> {
  return database.outboxMail.findUnique({ where: { id, to: { not: TO_NOBODY } }, select: MAIL })
}
