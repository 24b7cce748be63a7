import { hash, randomBytes } from 'node:crypto'

const TOKEN_BYTES = 32

/**
 * Creates a one-time or session token of 256 random bits.
 *
 * @returns `token` for the client (base64url, 43 characters), and `hash` for the database
 */
export function newToken(): { token: string; hash: string } {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  return { token, hash: hashToken(token) }
}

/** SHA-256 in hex. A fast hash is enough, because 256 random bits cannot be guessed. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'hex')
}

/** Whether an untrusted value has the format of a token, which also limits its length. */
export function isTokenShaped(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{43}$/.test(value)
}
