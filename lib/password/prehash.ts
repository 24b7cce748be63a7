import { createHmac } from 'node:crypto'

/** A secret stored outside the database, with an id so that it can be rotated. */
export type Pepper = { id: string; secret: string }

/**
 * Turns a password of any length into 64 ASCII characters, because bcrypt ignores everything after 72
 * bytes and some ports stop at a NUL. It is keyed, so that a stolen table alone allows no guessing.
 *
 * @param password normalised
 * @see OWASP Password Storage Cheat Sheet, "Pre-Hashing Passwords with bcrypt"
 */
export function prehash(password: string, pepper: Pepper): string {
  return createHmac('sha384', pepper.secret).update(password, 'utf8').digest('base64')
}
