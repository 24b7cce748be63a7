import { createHmac } from 'node:crypto'
import { isSame } from './is-same'
import { hashToken, newToken } from './random-token'
import { purposeKey, purposeKeys } from './purpose-key'
import { later } from '@/lib/domain/time'

/*
 * The bound cookie's values and the challenges of a session. They are derived, not stored: each value
 * from the hash of the one before, which starts with random bits, and each challenge from the hash of
 * the value that is current. So both change with every refresh, refreshes at the same time agree on what
 * comes next, and what the database holds opens nothing without `AUTH_SECRET`.
 */

/** A value of the bound cookie, and the hashes that the session's row keeps. */
export type BoundValue = { value: string; hash: string; earlierHash: string }

/** The value of a session that has just been bound. */
export function firstBoundValue(sessionId: string): BoundValue {
  return boundValueAfter(sessionId, newToken().hash)
}

/** @param earlierHash of the value before */
export function boundValueAfter(sessionId: string, earlierHash: string): BoundValue {
  const value = mac(purposeKey('session-binding'), ['value', sessionId, earlierHash])
  return { value, hash: hashToken(value), earlierHash }
}

/**
 * The current value again, for a refresh that was overtaken.
 *
 * @returns null when it was derived from a secret that has been retired
 */
export function currentBoundValue(
  sessionId: string,
  { boundHash, earlierHash }: { boundHash: string; earlierHash: string },
): string | null {
  const values = purposeKeys('session-binding').map((key) =>
    mac(key, ['value', sessionId, earlierHash]),
  )
  return values.find((value) => hashToken(value) === boundHash) ?? null
}

/** What a challenge asks to prove: the key of a new binding, or that of a value. */
export type ChallengeSubject = { sessionId: string; about: 'registration' | { boundHash: string } }

/** @param lifetimeMs how long it can be answered */
export function newBindingChallenge(
  subject: ChallengeSubject,
  lifetimeMs: number,
  now: Date,
): string {
  const end = later(now, lifetimeMs).getTime().toString(36)
  return `${end}.${mac(purposeKey('session-binding'), partsOf(subject, end))}`
}

/** Whether a challenge was made for this, and can still be answered. @param challenge untrusted */
export function isBindingChallenge(
  challenge: string,
  subject: ChallengeSubject,
  now: Date,
): boolean {
  const [end = '', code = '', ...rest] = challenge.split('.')
  if (rest.length > 0 || !/^[0-9a-z]{1,11}$/.test(end)) return false
  if (Number.parseInt(end, 36) <= now.getTime()) return false
  return purposeKeys('session-binding').some((key) => isSame(mac(key, partsOf(subject, end)), code))
}

function partsOf({ sessionId, about }: ChallengeSubject, end: string): string[] {
  return ['challenge', sessionId, about === 'registration' ? about : about.boundHash, end]
}

function mac(key: Buffer, parts: readonly string[]): string {
  return createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url')
}
