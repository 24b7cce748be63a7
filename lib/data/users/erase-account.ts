import type { Database } from '@/lib/data/database/prisma'

/** Deletes a user with their sessions, links and image. @returns false when the user is already gone */
export async function deleteUserRow(database: Database, userId: string): Promise<boolean> {
  const { count } = await database.user.deleteMany({ where: { id: userId } })
  return count === 1
}

/**
 * Deletes the client info of a user's events, and notes about the user; the events stay, under an id of
 * no user.
 */
export async function deletePersonalAuditData(database: Database, personId: string): Promise<void> {
  await database.auditOrigin.deleteMany({ where: { personId } })
  await database.auditNote.deleteMany({ where: { personId } })
}

/** Deletes an account's mails, sent or waiting, to whatever addresses it had or was to have. */
export async function deleteMailsOf(database: Database, accountId: string): Promise<void> {
  await database.outboxMail.deleteMany({ where: { accountId } })
}
