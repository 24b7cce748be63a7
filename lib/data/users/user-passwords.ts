import type { Database } from '@/lib/data/database/prisma'
import { deleteTrustedBrowsers } from '@/lib/data/two-factor/trusted-browsers'
import type { PasswordColumns } from './users'

/*
 * Password changes. They also set `signInRestartedAt`, which resets failure counts and known devices,
 * and end the trust in browsers.
 */

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
  if (count === 1) await deleteTrustedBrowsers(database, user.id)
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
  if (count === 1) await deleteTrustedBrowsers(database, user.id)
  return count === 1
}
