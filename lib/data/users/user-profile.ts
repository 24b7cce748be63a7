import type { Database } from '@/lib/data/database/prisma'
import { deleteTrustedBrowsers } from '@/lib/data/two-factor/trusted-browsers'
import { placeholderEmail } from '@/lib/domain/accounts/email-change'

/** What /account shows and changes: a new field of a profile goes here. */
const PROFILE = { name: true, username: true, image: true } as const

export type UserProfile = NonNullable<Awaited<ReturnType<typeof findUserProfile>>>

/** What somebody types into the form; the image is a file, kept apart. */
export type TypedProfile = Omit<UserProfile, 'image'>

/** @returns null when there is nobody by that id any more */
export async function findUserProfile(database: Database, userId: string) {
  return database.user.findUnique({ where: { id: userId }, select: PROFILE })
}

/**
 * @param profile normalised
 * @returns false when the user no longer exists
 * @throws PrismaClientKnownRequestError P2002 when the username is taken
 */
export async function updateUserProfile(
  database: Database,
  userId: string,
  profile: TypedProfile,
): Promise<boolean> {
  const { count } = await database.user.updateMany({ where: { id: userId }, data: profile })
  return count === 1
}

/**
 * Changes a user's email to an address that has just been confirmed.
 *
 * @param user.email the current address: one changed since is not overwritten
 * @returns false when no user has this id and email any more
 * @throws PrismaClientKnownRequestError P2002 when the new address is taken
 */
export async function setUserEmail(
  database: Database,
  user: { id: string; email: string },
  email: string,
  now: Date,
): Promise<boolean> {
  const { count } = await database.user.updateMany({
    where: { id: user.id, email: user.email },
    data: { email, emailVerifiedAt: now },
  })
  return count === 1
}

/**
 * Restores a user's former email and removes the password, which whoever changed the address may know.
 * Known and trusted browsers are forgotten too.
 *
 * @returns false when the user no longer exists
 * @throws PrismaClientKnownRequestError P2002 when the address is taken
 */
export async function restoreUserEmail(
  database: Database,
  userId: string,
  email: string,
  now: Date,
): Promise<boolean> {
  const { count } = await database.user.updateMany({
    where: { id: userId },
    data: {
      email,
      emailVerifiedAt: now,
      passwordHash: null,
      passwordPepper: null,
      signInRestartedAt: now,
    },
  })
  if (count === 1) await deleteTrustedBrowsers(database, userId)
  return count === 1
}

/**
 * Takes an email from the user who has it without ever having confirmed it, whose account stays, with a
 * placeholder instead.
 *
 * @returns that user's id; null when there is none
 */
export async function releaseUnconfirmedEmail(
  database: Database,
  email: string,
): Promise<string | null> {
  const user = await database.user.findUnique({
    where: { email, emailVerifiedAt: null },
    select: { id: true },
  })
  if (!user) return null
  const { count } = await database.user.updateMany({
    where: { id: user.id, email, emailVerifiedAt: null },
    data: { email: placeholderEmail(user.id) },
  })
  return count === 1 ? user.id : null
}
