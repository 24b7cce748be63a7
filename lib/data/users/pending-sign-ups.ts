import type { Database } from '@/lib/data/database/prisma'
import type { PasswordColumns } from './users'

const PENDING = {
  id: true,
  email: true,
  username: true,
  name: true,
  passwordHash: true,
  passwordScheme: true,
  passwordPepper: true,
} as const

export type NewPendingSignUp = PasswordColumns & {
  email: string
  username: string
  name: string
  createdAt: Date
  expiresAt: Date
}

export async function createPendingSignUp(database: Database, pending: NewPendingSignUp) {
  return database.pendingSignUp.create({ data: pending, select: { id: true } })
}

/**
 * The newest unexpired sign-up for an identifier. Only one, so that a sign-in never costs more than two
 * hashes; older ones can still be confirmed by their own links.
 *
 * @param identifier a normalised email (with `@`) or username (without)
 */
export async function findNewestPendingSignUp(database: Database, identifier: string, now: Date) {
  const owner = identifier.includes('@') ? { email: identifier } : { username: identifier }
  return database.pendingSignUp.findFirst({
    where: { ...owner, expiresAt: { gt: now } },
    orderBy: { createdAt: 'desc' },
    select: PENDING,
  })
}

/** @returns null when it is unknown, expired or confirmed */
export async function findPendingSignUp(database: Database, id: string, now: Date) {
  return database.pendingSignUp.findUnique({
    where: { id, expiresAt: { gt: now } },
    select: PENDING,
  })
}

/** Extends a sign-up to the expiry of its new link. */
export async function extendPendingSignUp(
  database: Database,
  id: string,
  expiresAt: Date,
): Promise<void> {
  await database.pendingSignUp.updateMany({ where: { id }, data: { expiresAt } })
}

/**
 * Deletes a sign-up that has become a user. Others for the same address stay until they expire: their
 * passwords are answered as before, so nobody learns from them that the address has an account now.
 */
export async function deletePendingSignUp(database: Database, id: string): Promise<void> {
  await database.pendingSignUp.deleteMany({ where: { id } })
}

/** Deletes all sign-ups for the address of a deleted user. */
export async function deletePendingSignUps(database: Database, email: string): Promise<number> {
  const { count } = await database.pendingSignUp.deleteMany({ where: { email } })
  return count
}
