import type { Role } from '@/lib/domain/accounts/roles'
import { randomBytes } from 'node:crypto'
import bcrypt from 'bcryptjs'
import { newToken } from '@/lib/crypto/random-token'
import { prehash } from '@/lib/password/prehash'
import type { TestDatabase } from './database'
import { BCRYPT_COST, PEPPER } from './servers'

/** The password of all users in these tests, unless a test needs another one. */
export const PASSWORD = 'harbour violin umbrella'

export type Person = { name: string; username: string; email: string; password: string }
export type User = Person & { id: string }

/** A unique user without an account yet. */
export function somebody(): Person {
  const mark = randomBytes(5).toString('hex')
  return {
    name: `Ada ${mark}`,
    username: `ada-${mark}`,
    email: `ada-${mark}@example.com`,
    password: PASSWORD,
  }
}

export type AccountState = {
  role?: Role
  isVerified?: boolean
  isDisabled?: boolean
}

/** Creates an account for a user, as if they had signed up long ago. */
export async function createAccount(
  database: TestDatabase,
  person: Person,
  { role = 'USER', isVerified = true, isDisabled = false }: AccountState = {},
): Promise<User> {
  const now = new Date()
  const [row] = await database.rows(
    `INSERT INTO users (id, email, username, name, role, "passwordHash", "passwordScheme",
                        "passwordPepper", "emailVerifiedAt", "disabledAt", "createdAt", "updatedAt")
     VALUES (gen_random_uuid(), $1, $2, $3, $4::"Role", $5, 'BCRYPT_HMAC', $6, $7, $8, $9, $9)
     RETURNING id`,
    [
      person.email,
      person.username,
      person.name,
      role,
      await hashOf(person.password),
      PEPPER.id,
      isVerified ? now : null,
      isDisabled ? now : null,
      now,
    ],
  )
  return { ...person, id: String(row?.id) }
}

/**
 * Creates a pending sign-up for a user.
 *
 * @returns the token of its link
 */
export async function createPendingSignUp(database: TestDatabase, person: Person): Promise<string> {
  const { token, hash } = newToken()
  await database.rows(
    `WITH pending AS (
       INSERT INTO pending_sign_ups (id, email, username, name, "passwordHash", "passwordScheme",
                                     "passwordPepper", "createdAt", "expiresAt")
       VALUES (gen_random_uuid(), $1, $2, $3, $4, 'BCRYPT_HMAC', $5, now(), now() + interval '1 day')
       RETURNING id, "expiresAt")
     INSERT INTO link_tokens (hash, purpose, "pendingSignUpId", email, "createdAt", "expiresAt")
     SELECT $6, 'CONFIRM_SIGN_UP', id, $1, now(), "expiresAt" FROM pending`,
    [person.email, person.username, person.name, await hashOf(person.password), PEPPER.id, hash],
  )
  return token
}

/** A link that moves a user's account to its current email. @returns its token */
export function createUndoLink(database: TestDatabase, user: User): Promise<string> {
  return createLink(database, user, 'UNDO_EMAIL_CHANGE')
}

/** A password reset link, as "Forgot password?" mails it. @returns its token */
export function createResetLink(database: TestDatabase, user: User): Promise<string> {
  return createLink(database, user, 'RESET_PASSWORD')
}

/** @returns its token */
export async function createLink(
  database: TestDatabase,
  user: User,
  purpose: 'UNDO_EMAIL_CHANGE' | 'RESET_PASSWORD' | 'NOT_ME' | 'CONFIRM_EMAIL',
): Promise<string> {
  const { token, hash } = newToken()
  await database.rows(
    `INSERT INTO link_tokens (hash, purpose, "userId", email, "createdAt", "expiresAt")
     VALUES ($1, $2::"LinkPurpose", $3::uuid, $4, now(), now() + interval '7 days')`,
    [hash, purpose, user.id, user.email],
  )
  return token
}

const hashes = new Map<string, Promise<string>>()

/** One hash per password and worker: hashing is expensive, and not what these tests are about. */
function hashOf(password: string): Promise<string> {
  const known = hashes.get(password)
  if (known) return known
  const hash = bcrypt.hash(prehash(password, PEPPER), BCRYPT_COST)
  hashes.set(password, hash)
  return hash
}
