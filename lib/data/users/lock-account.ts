import type { Database } from '@/lib/data/database/prisma'
import { lockInTransaction } from '@/lib/data/database/transaction-lock'
import { ACCOUNT } from './account-columns'
import { findUserIdByIdentifier } from './users'

const LOCKED = { ...ACCOUNT, signInRestartedAt: true } as const

export type LockedAccount = NonNullable<Awaited<ReturnType<typeof lockAccount>>>

/**
 * Serialises what is written for one account, its deletion included, and reads the account as it is
 * from now until the transaction ends. Call it before writing a row that belongs to a user; see
 * `transaction-lock.ts` for the order of locks.
 *
 * @param userId need not exist: the work is the same
 * @returns null when the account was deleted, so that there is nobody to write for
 */
export async function lockAccount(database: Database, userId: string) {
  await lockInTransaction(database, `account:${userId}`)
  // A statement of its own: one that waited for a lock sees what was there before it waited.
  return database.user.findUnique({ where: { id: userId }, select: LOCKED })
}

/**
 * The same for the account that has an email address.
 *
 * @param email normalised
 * @returns null when nobody has it; the work is the same, so that timing reveals nothing
 */
export async function lockAccountByEmail(database: Database, email: string) {
  const userId = await findUserIdByIdentifier(database, email)
  await lockInTransaction(database, `account:${userId ?? email}`)
  const account = await database.user.findUnique({ where: { email }, select: LOCKED })
  return account && account.id === userId ? account : null
}

/** Whether no password was set and no failure forgotten since the user was read. */
export function hasSameSignInState(
  account: LockedAccount | null,
  user: { signInRestartedAt: Date | null },
): account is LockedAccount {
  const [now, before] = [account?.signInRestartedAt, user.signInRestartedAt]
  return account !== null && now?.getTime() === before?.getTime()
}
