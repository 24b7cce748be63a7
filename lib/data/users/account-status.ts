import type { Database } from '@/lib/data/database/prisma'
import { deleteTrustedBrowsers } from '@/lib/data/two-factor/trusted-browsers'
import { ADMINISTRATOR_ROLES, type Role } from '@/lib/domain/accounts/roles'

/* Changes to an account by an administrator. */

/** All administrators, with what decides whether they are active. */
export async function listAdministrators(database: Database) {
  return database.user.findMany({
    where: { role: { in: ADMINISTRATOR_ROLES } },
    select: { id: true, email: true, emailVerifiedAt: true, disabledAt: true, disabledUntil: true },
  })
}

/** @returns false when the user is gone or already has this role */
export async function setUserRole(
  database: Database,
  userId: string,
  role: Role,
): Promise<boolean> {
  const { count } = await database.user.updateMany({
    where: { id: userId, role: { not: role } },
    data: { role },
  })
  return count === 1
}

export type NewDisablement = {
  reason: string
  /** When it ends automatically; null for an indefinite one. */
  until: Date | null
}

/** Disables an account; for a disabled one, replaces the start, the reason and the end. */
export async function setUserDisablement(
  database: Database,
  userId: string,
  { reason, until }: NewDisablement,
  now: Date,
): Promise<void> {
  await database.user.updateMany({
    where: { id: userId },
    data: { disabledAt: now, disabledUntil: until, disabledReason: reason },
  })
}

/** @returns false when the user is gone or was not disabled */
export async function clearUserDisablement(database: Database, userId: string): Promise<boolean> {
  const { count } = await database.user.updateMany({
    where: { id: userId, disabledAt: { not: null } },
    data: { disabledAt: null, disabledUntil: null, disabledReason: null },
  })
  return count === 1
}

/** Resets failure counts and known and trusted browsers, which unlocks the account. */
export async function restartUserSignIn(
  database: Database,
  userId: string,
  now: Date,
): Promise<void> {
  await database.user.updateMany({ where: { id: userId }, data: { signInRestartedAt: now } })
  await deleteTrustedBrowsers(database, userId)
}
