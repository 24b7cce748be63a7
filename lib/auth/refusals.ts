import { CredentialsSignin } from 'next-auth'
import type { Refusal } from '@/lib/platform/errors'

/** Separates code and wait inside Auth.js; the handlers' wrapper takes them apart again. */
const SEPARATOR = '~'

/**
 * A refusal on its way through Auth.js, whose one channel for a reason is this class's `code`: it
 * ends in the `code` parameter of the address Auth.js answers with.
 */
export class SignInRefused extends CredentialsSignin {
  constructor(readonly refusal: Refusal) {
    super()
    this.code =
      refusal.retryAfterSeconds === undefined
        ? refusal.code
        : `${refusal.code}${SEPARATOR}${refusal.retryAfterSeconds}`
  }
}

/** The database cannot answer: neither a wrong password nor a success. Becomes a 503. */
export class SignInUnavailable extends CredentialsSignin {
  override code = 'unavailable'
}

/** Takes a `code` parameter apart: what {@link SignInRefused} put together. */
export function splitCode(code: string): { code: string; retryAfterSeconds?: number } {
  const [name = '', wait] = code.split(SEPARATOR)
  return wait === undefined ? { code: name } : { code: name, retryAfterSeconds: Number(wait) }
}
