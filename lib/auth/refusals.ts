import { CredentialsSignin } from 'next-auth'
import type { ErrorCode, Refusal } from '@/lib/platform/errors'
import type { Dependency } from '@/lib/platform/unavailable'

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

/**
 * The password was right, and the account asks for a second factor. Carries the sealed first step as
 * far as our handler, which puts it into a cookie.
 */
export class SecondStepNeeded extends CredentialsSignin {
  constructor(sealed: string) {
    super()
    this.code = `${SECOND_STEP}${SEPARATOR}${sealed}`
  }
}

const SECOND_STEP = 'two_factor_required' satisfies ErrorCode

/** The sealed first step in a `code` parameter; null for every refusal. */
export function firstStepIn(code: string): string | null {
  const [name, sealed] = code.split(SEPARATOR)
  return name === SECOND_STEP && sealed ? sealed : null
}

/** A dependency is down, so this is neither a wrong password nor a success. Becomes a 503. */
export class SignInUnavailable extends CredentialsSignin {
  constructor(dependency: Dependency) {
    super()
    this.code = `${UNAVAILABLE}${SEPARATOR}${dependency}`
  }
}

const UNAVAILABLE = 'unavailable'

/** What is down according to a `code` parameter; null for every other one. */
export function unavailableInCode(code: string): Dependency | null {
  const [name, dependency] = code.split(SEPARATOR)
  if (name !== UNAVAILABLE) return null
  return dependency === 'hashing' ? 'hashing' : 'database'
}

/** Splits a `code` parameter that {@link SignInRefused} created. */
export function splitCode(code: string): { code: string; retryAfterSeconds?: number } {
  const [name = '', wait] = code.split(SEPARATOR)
  return wait === undefined ? { code: name } : { code: name, retryAfterSeconds: Number(wait) }
}
