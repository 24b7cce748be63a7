import type { Database } from '@/lib/data/database/prisma'
import type { PasswordColumns } from './users'

/* What changes a password, and with it the moment from which sign-ins start over. */

/**
 * Whether a user's sign-ins have not been started over since `signInRestartedAt` was read, holding
 * that off until the transaction ends.
 */
export async function keepSignInState(
  database: Database,
  user: { id: string; signInRestartedAt: Date | null },
): Promise<boolean> {
  const rows = await database.$queryRaw<{ signInRestartedAt: Date | null }[]>`
    SELECT "signInRestartedAt" FROM users WHERE id = ${user.id}::uuid FOR SHARE`
  const [row] = rows
  return row !== undefined && row.signInRestartedAt?.getTime() === user.signInRestartedAt?.getTime()
}

/**
 * Replaces a hash by a better one of the same password.
 *
 * @param previousHash the hash that was verified; a password changed meanwhile is left alone
 */
export async function upgradePasswordHash(
  database: Database,
  userId: string,
  previousHash: string,
  password: PasswordColumns,
): Promise<void> {
  await database.user.updateMany({
    where: { id: userId, passwordHash: previousHash },
    data: password,
  })
}

/** When a user's sign-ins were last started over, as by a new password; null for never, or nobody. */
export async function findSignInRestart(database: Database, userId: string): Promise<Date | null> {
  const user = await database.user.findUnique({
    where: { id: userId },
    select: { signInRestartedAt: true },
  })
  return user?.signInRestartedAt ?? null
}

/**
 * Takes the password away: nobody can sign in until a mailed link sets a new one. Devices known so
 * far are forgotten.
 *
 * @returns false when nobody has this id and address any more
 */
export async function closeUserPassword(
  database: Database,
  user: { id: string; email: string },
  now: Date,
): Promise<boolean> {
  const { count } = await database.user.updateMany({
    where: { id: user.id, email: user.email },
    data: { passwordHash: null, passwordPepper: null, signInRestartedAt: now },
  })
  return count === 1
}

/**
 * Sets another password. Wrong passwords counted and devices known so far are forgotten.
 *
 * @param user.email whose link allowed it: an address changed meanwhile is no longer asked
 * @param user.signInRestartedAt as it was when the current password was checked: a password changed
 *   since is left alone
 * @returns false when nobody has this id and address any more
 */
export async function setUserPassword(
  database: Database,
  user: { id: string; email: string; signInRestartedAt?: Date | null },
  password: PasswordColumns,
  now: Date,
): Promise<boolean> {
  const { count } = await database.user.updateMany({
    where: {
      id: user.id,
      email: user.email,
      ...('signInRestartedAt' in user ? { signInRestartedAt: user.signInRestartedAt } : {}),
    },
    data: { ...password, signInRestartedAt: now },
  })
  return count === 1
}
