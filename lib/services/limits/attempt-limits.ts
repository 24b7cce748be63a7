import { createHmac } from 'node:crypto'
import { purposeKey } from '@/lib/crypto/purpose-key'
import { FOREVER, type CountingRule, type Limit } from '@/lib/data/limits/counting-statement'
import { clientNetwork } from '@/lib/domain/sessions/client-network'
import { lastFailure, MAX_LOCK_MS, QUIET_MS } from '@/lib/domain/passwords/lockout'
import { hours, later, minutes, seconds, secondsUntil } from '@/lib/domain/time'
import { env } from '@/lib/env'

/**
 * What is counted, in the one order in which every statement touches the counters.
 *
 * - `address-on-account`, `account`, `known-device`, and `link` by whose password it asks for:
 *   failures in a row
 * - the others: attempts, right or wrong
 */
export type CounterKind =
  | 'sign-in-address'
  | 'known-devices'
  | 'address-on-account'
  | 'account'
  | 'known-device'
  | `${RequestKind}-address`
  | 'link'
  | 'lock-mail'
  | OwnActionKind

/** Requests that anybody can make as often as they like, unless something counts them. */
export type RequestKind =
  | 'sign-up'
  | 'username-change'
  | 'profile-image'
  | 'email-change'
  | 'reset-request'
  | 'verification-request'
  | 'link'

/** The same of somebody signed in: each leaves an event in the audit log. */
export type OwnActionKind = 'profile-change' | 'data-export' | 'refused-access'

/**
 * The name of a counter: an HMAC, so that what somebody typed is never kept, not even as a hash
 * that could be tried out. With the first of `AUTH_SECRET`: rotating it starts all counters anew.
 */
export function counterKey(kind: CounterKind, ...what: string[]): string {
  const name = JSON.stringify([kind, ...what])
  return createHmac('sha256', purposeKey('attempt-counter')).update(name).digest('base64url')
}

/** The lockout rule with the environment's numbers. */
export function failuresRule({ ends }: { ends: boolean }): FailuresRule {
  const maxFailures = env().SIGN_IN_MAX_FAILURES
  const rule = { maxFailures, firstLockMs: seconds(env().SIGN_IN_LOCK_SECONDS) }
  const lengths = { maxLockMs: MAX_LOCK_MS, quietMs: QUIET_MS }
  return { kind: 'failures', ...rule, ...lengths, lastFailure: ends ? lastFailure(rule) : null }
}

export type FailuresRule = Extract<CountingRule, { kind: 'failures' }>

export function attemptsPerMinute(): CountingRule {
  return { kind: 'window', maxAttempts: env().SIGN_IN_IP_PER_MINUTE, windowMs: minutes(1) }
}

/** As many of anything else an hour as sign-ins a minute: one setting moves them all. */
export function requestsAnHour(): CountingRule {
  return { kind: 'window', maxAttempts: env().SIGN_IN_IP_PER_MINUTE, windowMs: hours(1) }
}

export function requestsFrom(kind: RequestKind, address: string): Limit {
  return { key: counterKey(`${kind}-address`, clientNetwork(address)), rule: requestsAnHour() }
}

/** How long to wait, in whole seconds. A lock that no waiting opens looks like the longest one. */
export function retryAfterSeconds(lockedUntil: Date, now: Date): number {
  return secondsUntil(lockedUntil < FOREVER ? lockedUntil : later(now, MAX_LOCK_MS), now)
}
