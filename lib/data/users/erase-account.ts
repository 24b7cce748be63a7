import type { Database } from '@/lib/data/database/prisma'

/** Deletes a user with their sessions, links and image. @returns false when the user is already gone */
export async function deleteUserRow(database: Database, userId: string): Promise<boolean> {
  const { count } = await database.user.deleteMany({ where: { id: userId } })
  return count === 1
}

/** Deletes the client info of a user's events; the events stay, under an id of no user. */
export async function deleteAuditOrigins(database: Database, personId: string): Promise<void> {
  await database.auditOrigin.deleteMany({ where: { personId } })
}

/** Deletes the client info of events from an address since a time. */
export async function deleteAuditOriginsAt(
  database: Database,
  { address, since }: { address: string; since: Date },
): Promise<void> {
  await database.auditOrigin.deleteMany({ where: { address, at: { gte: since } } })
}

/** Deletes the mails to an address, sent or waiting. */
export async function deleteMailsTo(database: Database, to: string): Promise<void> {
  await database.outboxMail.deleteMany({ where: { to } })
}

/**
 * Deletes an account's mails to its former addresses and to requested new ones. Later mails to such an
 * address belong to its current owner and stay.
 */
export async function deleteEmailChangeMails(database: Database, userId: string): Promise<void> {
  await database.$executeRaw`
    DELETE FROM outbox_mails AS mail USING link_tokens AS link
     WHERE link."userId" = ${userId}::uuid AND mail."to" = link.email
       AND (link.purpose = 'UNDO_EMAIL_CHANGE' AND mail."createdAt" <= link."createdAt"
         OR link.purpose = 'CHANGE_EMAIL' AND mail.template = 'change-email')`
}
