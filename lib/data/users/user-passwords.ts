import type { Database } from '@/lib/data/database/prisma'
import type { PasswordColumns } from './users'

/* Password changes. They also set `signInRestartedAt`, which resets failure counts and known devices. */

/**
 * Whether `signInRestartedAt` is unchanged since it was read. Locks the user's row against changes until
 * the transaction ends.
 */
export async function lockSignInState(
  database: Database,
  user: { id: string; signInRestartedAt: Date | null },
): Promise<boolean> {
  const rows = await database.$queryRaw<{ signInRestartedAt: Date | null }[]>`
    SELECT "signInRestartedAt" FROM users WHERE id = ${user.id}::uuid FOR SHARE`
  const [row] = rows
  return row !== undefined && row.signInRestartedAt?.getTime() === user.signInRestartedAt?.getTime()
}

/**
 * Replaces a hash with a stronger one of the same password.
 *
 * @param previousHash the hash that was verified; a password changed since is not overwritten
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

/** When the user's sign-in state was last reset, as by a new password; null for never or no such user. */
export async function findSignInRestart(database: Database, userId: string): Promise<Date | null> {
  const user = await database.user.findUnique({
    where: { id: userId },
    select: { signInRestartedAt: true },
  })
  return user?.signInRestartedAt ?? null
}

/**
 * Removes the password: nobody can sign in until a mailed link sets a new one. Known devices are
 * forgotten.
 *
 * @returns false when no user has this id and email any more
 */
export async function removeUserPassword(
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
 * Sets a new password and resets failure counts and known devices.
 *
 * @param user.email the address the change was authorised for
 * @param user.signInRestartedAt its value when the current password was checked: a password changed
 *   since is not overwritten
 * @returns false when the user is gone, or any of these no longer matches
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
