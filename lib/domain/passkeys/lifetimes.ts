import { days, later, minutes } from '@/lib/domain/time'

/** How long a challenge can be answered. */
export const PASSKEY_CHALLENGE_MS = minutes(5)

/** How soon after a sign-in with a password a passkey may be offered, which is on the next page. */
const OFFER_MS = minutes(5)

/** How long nothing is offered after an offer, whatever became of it. */
export const OFFER_AGAIN_MS = days(30)

/** Whether a session is so new that its page is the one after the sign-in. */
export function isJustOpened(createdAt: Date, now: Date): boolean {
  return later(createdAt, OFFER_MS) > now
}

/**
 * How long before something the owner did not do an intruder may have been there: as long as links of
 * notices work.
 */
const INTRUSION_MS = days(7)

/**
 * Since when added passkeys may be an intruder's.
 *
 * @param at when something happened that the owner did not do
 * @param unanswered the oldest notice of a sign-in that the owner has not answered
 */
export function suspectSince(at: Date, unanswered: Date | null): Date {
  const before = later(at, -INTRUSION_MS)
  return unanswered && unanswered < before ? unanswered : before
}
