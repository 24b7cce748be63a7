import { PASSWORD_MAX, PASSWORD_MIN } from '@/lib/domain/passwords/password-policy'
import { durationInWords } from '@/lib/domain/time'

/**
 * All expected refusals, as a closed union with one sentence each.
 *
 * Only the code is passed around (form state, next-auth's `code` parameter, logs). The sentence is
 * written here only, so that toast and inline alert are always the same.
 */
const SENTENCES = {
  invalid_credentials: 'Invalid email or password.',
  password_wrong: 'That password is not right.',
  password_missing: 'Your account has no password yet. Use a link to set one.',
  rate_limited: 'Too many attempts. Try again in {time}.',
  email_not_verified: 'Confirm your email first. We have sent you a new link.',
  password_reset_required: 'Choose a new password first. We have sent you a link.',
  account_disabled: 'This account is disabled. Contact an administrator.',
  two_factor_required: 'Enter the code from your authenticator app.',
  two_factor_invalid: 'That code is not valid.',
  two_factor_expired: 'That took too long. Enter your password again.',
  two_factor_missing: 'Set up two-factor on your account first.',
  two_factor_unreadable:
    'Codes cannot be checked right now. Use a recovery code, or contact an administrator.',
  passkey_failed: 'That passkey did not work. Try again or use your password.',
  passkey_unknown: 'That passkey is not known here. Use your password.',
  passkey_required: 'Use one of your passkeys.',
  passkey_exists: 'This device already has a passkey for your account.',
  passkey_limit: 'You have as many passkeys as an account can have. Remove one first.',
  passkey_unsupported: 'This browser cannot use passkeys. Use another browser, or your password.',
  passkey_needs_script: 'Passkeys need JavaScript. Turn it on, or use your password.',
  passkey_add_needs_script: 'Adding a passkey needs JavaScript. Turn it on, then reload.',
  passkey_add_unsupported: 'This browser cannot add passkeys. Use another browser.',
  page_outdated: 'This page is out of date. Reload it and try again.',
  cookies_blocked: 'Your browser blocks cookies. Allow them for this site and try again.',
  session_expired: 'Your session has expired. Please sign in again.',
  session_copied: 'We ended a session because its cookie was used without your device.',
  user_exists: 'User already exists.',
  username_taken: 'That username is taken.',
  token_invalid: 'This link is no longer valid. Request a new one.',
  password_length: `Use at least ${PASSWORD_MIN} characters.`,
  password_too_long: `Use at most ${PASSWORD_MAX} characters.`,
  password_characters: 'Your password contains an invalid character. Type it again.',
  password_common: 'That password is too common. Choose another.',
  password_breached: 'That password has appeared in a data breach. Choose another.',
  password_personal: 'Your password must not contain your name, username or email.',
  password_unchanged: 'That is your current password. Choose another.',
  image_refused:
    'Choose a PNG, JPEG or WebP image up to 10 MB: a JPEG up to 64 megapixels, others up to 25.',
  email_domain_refused: 'That email domain cannot be used here.',
  last_admin: 'At least one active administrator must remain.',
  own_account: 'You can’t do that to your own account. Ask another administrator.',
  invalid_input: 'Check the highlighted fields and try again.',
  busy: 'We are busy. Try again in {time}.',
  network_error: 'You seem to be offline. Check your connection and try again.',
  access_token_missing:
    'Send “Authorization: Bearer …” with a token from /account/tokens, or sign in.',
  access_token_invalid: 'That access token is not valid. Create a new one.',
  email_unconfirmed: 'Confirm your email first. Sign in to get a new link.',
  access_token_scope: 'That access token may only read. Create one that may write.',
  token_limit: 'You have too many access tokens. Revoke one first.',
  server_error: 'Something went wrong. Please try again.',
} as const

export type ErrorCode = keyof typeof SENTENCES

/** The HTTP status of the refusals that waiting resolves. Auth.js's client expects 200 for the others. */
const STATUSES: Partial<Record<ErrorCode, number>> = { rate_limited: 429, busy: 503 }

/** An expected refusal, with the wait where waiting helps. */
export type Refusal = {
  code: ErrorCode
  /** Whole seconds until another attempt can succeed; only with `rate_limited` and `busy`. */
  retryAfterSeconds?: number
}

/** The wait shown when a refusal does not specify one. */
const DEFAULT_RETRY_AFTER_SECONDS = 30

/** @returns 429 or 503 when waiting helps, otherwise 200 */
export function statusOf(code: ErrorCode): number {
  return STATUSES[code] ?? 200
}

/** The one sentence for a refusal, with its wait in words. */
export function sentenceFor(refusal: Refusal): string {
  const asked = refusal.retryAfterSeconds
  // It may come from a header or a URL, so it is untrusted.
  const seconds = Number.isFinite(asked) ? Number(asked) : DEFAULT_RETRY_AFTER_SECONDS
  return SENTENCES[refusal.code].replace('{time}', durationInWords(seconds))
}

/** The refusal whose sentence a plain text response consists of; null for any other text. */
export function refusalOfSentence(text: string): Refusal | null {
  const code = ERROR_CODES.find((one) => SENTENCES[one] === text.trim())
  if (code) return { code }
  const [, wait] = /^We are busy\. Try again in (\d+) seconds?\.$/.exec(text.trim()) ?? []
  return wait === undefined ? null : { code: 'busy', retryAfterSeconds: Number(wait) }
}

/** Narrows an untrusted string (a query parameter, next-auth's `code`) to a known code. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(SENTENCES, value)
}

/** All codes. @public for what is not always there: tests, and an optional part */
export const ERROR_CODES = Object.keys(SENTENCES).filter(isErrorCode)
