import type { Database } from '@/lib/data/database/prisma'

/**
 * Deletes a user, and with the row all that hangs on it: sessions and links.
 *
 * @returns false when the user is gone already
 */
export async function deleteUserRow(database: Database, userId: string): Promise<boolean> {
  const { count } = await database.user.deleteMany({ where: { id: userId } })
  return count === 1
}

/** Where somebody's events came from; the events themselves stay, under an id that names nobody. */
export async function deleteAuditOrigins(database: Database, personId: string): Promise<void> {
  await database.auditOrigin.deleteMany({ where: { personId } })
}

/** Where events came from that an address caused, since a moment. */
export async function deleteAuditOriginsAt(
  database: Database,
  { address, since }: { address: string; since: Date },
): Promise<void> {
  await database.auditOrigin.deleteMany({ where: { address, at: { gte: since } } })
}

/** Mails to an address, sent or waiting. */
export async function deleteMailsTo(database: Database, to: string): Promise<void> {
  await database.outboxMail.deleteMany({ where: { to } })
}

/**
 * Mails of an account to addresses it has left, and to those it was to move to. Whoever has such an
 * address now keeps what came after.
 */
export async function deleteMailsOfMoves(database: Database, userId: string): Promise<void> {
  await database.$executeRaw`
    DELETE FROM outbox_mails AS mail USING link_tokens AS link
     WHERE link."userId" = ${userId}::uuid AND mail."to" = link.email
       AND (link.purpose = 'UNDO_EMAIL_CHANGE' AND mail."createdAt" <= link."createdAt"
         OR link.purpose = 'CHANGE_EMAIL' AND mail.template = 'change-email')`
}
