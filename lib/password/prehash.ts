import { createHmac } from 'node:crypto'

/** A secret kept outside the database, named so that it can be replaced. */
export type Pepper = { id: string; secret: string }

/**
 * Turns a password of any length into 64 ASCII characters, so that bcrypt, which ignores everything
 * after 72 bytes and some of whose ports stop at a NUL, sees all of it; keyed, so that a stolen
 * table alone cannot be guessed at.
 *
 * @param password normalised
 * @see OWASP Password Storage Cheat Sheet, "Pre-Hashing Passwords with bcrypt"
 */
export function prehash(password: string, pepper: Pepper): string {
  return createHmac('sha384', pepper.secret).update(password, 'utf8').digest('base64')
}
