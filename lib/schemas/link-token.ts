import { z } from 'zod'

/** The token of a mailed link: 256 random bits in base64url. */
export const linkTokenSchema = z
  .string({ error: 'token_invalid' })
  .regex(/^[A-Za-z0-9_-]{43}$/, { error: 'token_invalid' })
