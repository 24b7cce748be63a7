import { createHash, randomBytes } from 'node:crypto'

const TOKEN_BYTES = 32

/**
 * A one-time or session token: 256 random bits.
 *
 * @returns `token` travels (base64url, 43 characters); `hash` is what a database may keep
 */
export function newToken(): { token: string; hash: string } {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  return { token, hash: hashToken(token) }
}

/** SHA-256 in hex. A fast hash suffices: nobody guesses 256 random bits. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Whether a text from outside can be a token at all, so that nothing longer is ever worked on. */
export function isTokenShaped(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{43}$/.test(value)
}
