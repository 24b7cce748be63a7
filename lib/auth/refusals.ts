import { CredentialsSignin } from 'next-auth'
import type { Refusal } from '@/lib/platform/errors'

/** Separates code and wait while they pass through Auth.js; {@link splitCode} separates them again. */
const SEPARATOR = '~'

/**
 * A refusal on its way through Auth.js, which passes on only this class's `code`, as the `code`
 * parameter of the URL it returns.
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

/** The database is down, so this is neither a wrong password nor a success. Becomes a 503. */
export class SignInUnavailable extends CredentialsSignin {
  override code = 'unavailable'
}

/** Splits a `code` parameter that {@link SignInRefused} created. */
export function splitCode(code: string): { code: string; retryAfterSeconds?: number } {
  const [name = '', wait] = code.split(SEPARATOR)
  return wait === undefined ? { code: name } : { code: name, retryAfterSeconds: Number(wait) }
}
