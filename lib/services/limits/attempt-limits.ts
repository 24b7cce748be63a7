import { createHmac } from 'node:crypto'
import { purposeKey } from '@/lib/crypto/purpose-key'
import type { CountingRule, Limit } from '@/lib/data/limits/counting-statement'
import { clientNetwork } from '@/lib/domain/sessions/client-network'
import { firstLongLock, LONG_LOCK_MS, MAX_LOCK_MS, QUIET_MS } from '@/lib/domain/passwords/lockout'
import { hours, minutes, seconds } from '@/lib/domain/time'
import { env } from '@/lib/env'

/** Counters of the mails to an address, whoever requested them. */
export type MailCounterKind = 'mail-hour' | 'mail-day' | 'mail-reset' | 'mail-sign-in'

/**
 * The kinds of counters, in the order in which every statement locks them.
 *
 * - `address-on-account`, `account`, `known-device`, `code-account`, `code-device`, and `link` when
 *   keyed by the password's owner: consecutive failures
 * - all others: attempts, whether they succeed or fail
 */
export type CounterKind =
  | 'sign-in-address'
  | 'token-address'
  | 'known-devices'
  | 'address-on-account'
  | 'account'
  | 'known-device'
  | 'code-step'
  | 'code-account'
  | 'code-device'
  | 'code-mail'
  | 'passkey-mail'
  | `${RequestKind}-address`
  | 'link'
  | 'lock-mail'
  | OwnActionKind
  | 'mail-network'
  | MailCounterKind

/** Requests that do not require a sign-in, counted by client address. */
export type RequestKind =
  | 'sign-up'
  | 'username-change'
  | 'profile-image'
  | 'email-change'
  | 'reset-request'
  | 'verification-request'
  | 'link'

/** Actions of signed-in users, counted by account. Each writes an event to the audit log. */
export type OwnActionKind =
  'profile-change' | 'data-export' | 'refused-access' | 'token-created' | 'passkey'

/**
 * The key of a counter: an HMAC, so that user input is never stored, not even as a hash open to a
 * dictionary attack. It uses the first of `AUTH_SECRET`, so rotating that resets all counters.
 */
export function counterKey(kind: CounterKind, ...what: string[]): string {
  const name = JSON.stringify([kind, ...what])
  return createHmac('sha256', purposeKey('attempt-counter')).update(name).digest('base64url')
}

/** The lockout rule with the configured limits. */
export function failuresRule({ hasLongLock }: { hasLongLock: boolean }): FailuresRule {
  const maxFailures = env().SIGN_IN_MAX_FAILURES
  const rule = { maxFailures, firstLockMs: seconds(env().SIGN_IN_LOCK_SECONDS) }
  const lengths = { maxLockMs: MAX_LOCK_MS, longLockMs: LONG_LOCK_MS, quietMs: QUIET_MS }
  const longLock = { firstLongLock: hasLongLock ? firstLongLock(rule) : null }
  return { kind: 'failures', ...rule, ...lengths, ...longLock }
}

export type FailuresRule = Extract<CountingRule, { kind: 'failures' }>

export function attemptsPerMinute(): CountingRule {
  return { kind: 'window', maxAttempts: env().SIGN_IN_IP_PER_MINUTE, windowMs: minutes(1) }
}

/** One setting for both: as many other requests per hour as sign-ins per minute. */
export function requestsPerHour(): CountingRule {
  return { kind: 'window', maxAttempts: env().SIGN_IN_IP_PER_MINUTE, windowMs: hours(1) }
}

export function requestsFrom(kind: RequestKind, address: string): Limit {
  return { key: counterKey(`${kind}-address`, clientNetwork(address)), rule: requestsPerHour() }
}

/** Refused access tokens, counted by client address like sign-ins. */
export function refusedTokensFrom(address: string): Limit {
  const key = counterKey('token-address', clientNetwork(address))
  return { key, rule: attemptsPerMinute() }
}
