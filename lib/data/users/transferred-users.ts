import type { Database } from '@/lib/data/database/prisma'
import type { PasswordColumns } from './users'

/** The rows for users who come from another system, or leave for one. */

export type TransferredUser = {
  id: string
  email: string
  username: string
  name: string
  emailVerifiedAt: Date | null
  createdAt: Date
  disabledAt: Date | null
  disabledReason: string | null
} & (PasswordColumns | { passwordHash: null })

/** Which of these emails, usernames and ids have an account. */
export async function findTaken(
  database: Database,
  wanted: { emails: string[]; usernames: string[]; ids: string[] },
) {
  const { emails, usernames, ids } = wanted
  return database.user.findMany({
    where: {
      OR: [{ email: { in: emails } }, { username: { in: usernames } }, { id: { in: ids } }],
    },
    select: { id: true, email: true, username: true },
  })
}

/** Creates users, leaving out those whose email, username or id is taken by now. @returns their ids */
export async function createTransferredUsers(
  database: Database,
  users: readonly TransferredUser[],
): Promise<string[]> {
  const rows = await database.user.createManyAndReturn({
    data: [...users],
    skipDuplicates: true,
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

/** The next users in order of their ids, with all that another system needs. */
export async function listUsersForExport(database: Database, after: string | null, limit: number) {
  return database.user.findMany({
    ...(after === null ? {} : { where: { id: { gt: after } } }),
    orderBy: { id: 'asc' },
    take: limit,
    select: {
      ...{ id: true, email: true, username: true, name: true, role: true },
      ...{ emailVerifiedAt: true, createdAt: true, updatedAt: true },
      ...{ disabledAt: true, disabledUntil: true, disabledReason: true },
      ...{ passwordHash: true, passwordScheme: true, passwordPepper: true },
    },
  })
}

export async function countUsers(database: Database): Promise<number> {
  return database.user.count()
}
