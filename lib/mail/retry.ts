import { hours, later, seconds } from '@/lib/domain/time'

const FIRST_WAIT_MS = seconds(10)
const LONGEST_WAIT_MS = hours(1)
const GIVE_UP_AFTER_MS = hours(24)

/**
 * When to retry an email the server did not accept: after 10 s, doubling up to an hour.
 *
 * @param attempts made so far, the failed one included
 * @returns null after a day, when the worker gives up
 */
export function nextAttemptAt(mail: { attempts: number; createdAt: Date }, now: Date): Date | null {
  if (now >= later(mail.createdAt, GIVE_UP_AFTER_MS)) return null
  return later(now, Math.min(FIRST_WAIT_MS * 2 ** (mail.attempts - 1), LONGEST_WAIT_MS))
}
