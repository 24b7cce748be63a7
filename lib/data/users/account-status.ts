import type { Database } from '@/lib/data/database/prisma'
import { ADMINISTRATOR_ROLES, type Role } from '@/lib/domain/accounts/roles'

/* What an administrator changes about somebody's account. */

/** What decides whether an administrator is active. */
export async function listAdministrators(database: Database) {
  return database.user.findMany({
    where: { role: { in: ADMINISTRATOR_ROLES } },
    select: { id: true, email: true, emailVerifiedAt: true, disabledAt: true, disabledUntil: true },
  })
}

/** @returns false when the user is gone or has this role already */
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
  /** When it ends by itself; null while only an administrator ends it. */
  until: Date | null
}

/** Disables an account from now on; of one that is disabled, the reason and the end are replaced. */
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

/** @returns false when the user is gone, or there was no disablement to clear */
export async function clearUserDisablement(database: Database, userId: string): Promise<boolean> {
  const { count } = await database.user.updateMany({
    where: { id: userId, disabledAt: { not: null } },
    data: { disabledAt: null, disabledUntil: null, disabledReason: null },
  })
  return count === 1
}

/** Wrong passwords counted and devices known so far are forgotten: a lock on the account opens. */
export async function restartUserSignIn(
  database: Database,
  userId: string,
  now: Date,
): Promise<void> {
  await database.user.updateMany({ where: { id: userId }, data: { signInRestartedAt: now } })
}
