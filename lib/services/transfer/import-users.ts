import { recordAuditEvents } from '@/lib/data/audit/audit-log'
import { inTransaction } from '@/lib/data/database/prisma'
import { timeOrderedId } from '@/lib/data/database/time-ordered-id'
import { createTransferredUsers, type TransferredUser } from '@/lib/data/users/transferred-users'
import { importedPassword } from '@/lib/password/password'
import { FROM_COMMAND_LINE } from '@/lib/services/admin/administration'
import type { ImportableUser } from './judge-user'

/** Users written in one transaction: well below the statement timeout. */
const BATCH = 500

export type ImportResult = { imported: number; skipped: number }

/**
 * Creates the users of a file, in order, one transaction for each {@link BATCH}: an import that is
 * interrupted leaves whole batches, and the same import run again skips those who have an account.
 * Everybody gets the role of ordinary users, and no mail is sent.
 *
 * @param onProgress after each batch, with how many users are done
 */
export async function importUsers(
  users: readonly ImportableUser[],
  now: Date,
  onProgress: (done: number) => void,
): Promise<ImportResult> {
  let imported = 0
  for (let at = 0; at < users.length; at += BATCH) {
    const rows = users.slice(at, at + BATCH).map((user) => rowOf(user, now))
    imported += await inTransaction(async (database) => {
      const created = await createTransferredUsers(database, rows)
      const details = { ...FROM_COMMAND_LINE, imported: true }
      const events = created.map((targetId) => {
        return {
          action: 'user_created',
          result: 'SUCCESS',
          actorId: null,
          targetId,
          details,
        } as const
      })
      await recordAuditEvents(database, events, now)
      return created.length
    })
    onProgress(Math.min(at + BATCH, users.length))
  }
  return { imported, skipped: users.length - imported }
}

function rowOf(user: ImportableUser, now: Date): TransferredUser {
  const { email, username, name, emailVerifiedAt, createdAt, disabled, password } = user
  return {
    ...{ id: user.id ?? timeOrderedId(now), email, username, name, emailVerifiedAt, createdAt },
    disabledAt: disabled ? now : null,
    disabledReason: disabled ? 'Disabled where the account was imported from' : null,
    ...(password === null ? { passwordHash: null } : importedPassword(password)),
  }
}
