import { isUuid } from '@/lib/domain/accounts/identifiers'
import type { PasswordScheme } from '@/lib/data/generated/enums'
import type { Database } from '@/lib/data/database/prisma'
import { ACCOUNT } from './account-columns'
import { ADMINISTRATOR_ROLE } from '@/lib/domain/accounts/roles'

/** The hash, its scheme, and the id of its pepper. */
const PASSWORD = { passwordHash: true, passwordScheme: true, passwordPepper: true } as const

export type PasswordColumns = {
  passwordHash: string
  passwordScheme: PasswordScheme
  passwordPepper: string | null
}

/**
 * Finds a user with the password hash, for sign-in.
 *
 * @param identifier a normalised email (with `@`) or username (without)
 * @returns null when no user has that email or username
 */
export async function findUserForSignIn(database: Database, identifier: string) {
  return database.user.findUnique({
    where: identifier.includes('@') ? { email: identifier } : { username: identifier },
    select: { ...ACCOUNT, ...PASSWORD, signInRestartedAt: true },
  })
}

/** @param identifier a normalised email (with `@`) or username (without) */
export async function findUserIdByIdentifier(
  database: Database,
  identifier: string,
): Promise<string | null> {
  const user = await database.user.findUnique({
    where: identifier.includes('@') ? { email: identifier } : { username: identifier },
    select: { id: true },
  })
  return user?.id ?? null
}

/** A user with the password hash, for confirming the password again. */
export async function findUserPassword(database: Database, userId: string) {
  return database.user.findUnique({
    where: { id: userId },
    select: {
      id: true,
      name: true,
      username: true,
      email: true,
      ...PASSWORD,
      signInRestartedAt: true,
    },
  })
}

/** @param email normalised */
export async function findUserByEmail(database: Database, email: string) {
  return database.user.findUnique({ where: { email }, select: ACCOUNT })
}

/**
 * Finds a user as named by an operator.
 *
 * @param name a normalised email (with `@`), a user id, or a normalised username
 * @returns null when there is no such user
 */
export async function findUserByName(database: Database, name: string) {
  const where = name.includes('@')
    ? { email: name }
    : isUuid(name)
      ? { id: name }
      : { username: name }
  return database.user.findUnique({ where, select: ACCOUNT })
}

/** @returns null when the user no longer exists */
export async function findUser(database: Database, userId: string) {
  return database.user.findUnique({ where: { id: userId }, select: ACCOUNT })
}

/** @param username normalised */
export async function isUsernameTaken(database: Database, username: string): Promise<boolean> {
  const row = await database.user.findUnique({ where: { username }, select: { id: true } })
  return row !== null
}

export type NewUser = PasswordColumns & {
  /** Made up where it is missing. */
  id?: string
  email: string
  username: string
  name: string
  emailVerifiedAt: Date | null
}

/** @throws PrismaClientKnownRequestError P2002 when the email or username is taken */
export async function createUser(database: Database, user: NewUser, now: Date) {
  return database.user.create({ data: { ...user, createdAt: now }, select: ACCOUNT })
}

/**
 * Creates an administrator, who may have no password yet.
 *
 * @throws PrismaClientKnownRequestError P2002 when the email or username is taken
 */
export async function createAdministrator(
  database: Database,
  user: Omit<NewUser, keyof PasswordColumns> & { password: PasswordColumns | null },
  now: Date,
) {
  const { password, ...columns } = user
  return database.user.create({
    data: { ...columns, ...password, role: ADMINISTRATOR_ROLE, createdAt: now },
    select: ACCOUNT,
  })
}

/** @returns false when the user is gone, has another email, or was confirmed before */
export async function confirmUserEmail(
  database: Database,
  user: { id: string; email: string },
  now: Date,
): Promise<boolean> {
  const { count } = await database.user.updateMany({
    where: { id: user.id, email: user.email, emailVerifiedAt: null },
    data: { emailVerifiedAt: now },
  })
  return count === 1
}
