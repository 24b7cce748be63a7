import { SECONDS_PER_DAY, SECONDS_PER_HOUR, SECONDS_PER_MINUTE } from '@/lib/domain/time'

/** A link's lifetime: "24 hours", "30 minutes", "7 days"; rounded down. */
export function lifetimeInWords(seconds: number): string {
  if (seconds >= 2 * SECONDS_PER_DAY) return count(seconds / SECONDS_PER_DAY, 'day')
  if (seconds >= SECONDS_PER_HOUR) return count(seconds / SECONDS_PER_HOUR, 'hour')
  if (seconds >= SECONDS_PER_MINUTE) return count(seconds / SECONDS_PER_MINUTE, 'minute')
  return count(seconds, 'second')
}

function count(amount: number, unit: string): string {
  const whole = Math.floor(amount)
  return `${whole} ${unit}${whole === 1 ? '' : 's'}`
}

const TIME = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'UTC',
})

/** "21 November 2026 at 14:05 UTC": the reader's time zone is unknown. */
export function formatTime(time: Date): string {
  return `${TIME.format(time)} UTC`
}

/** Up to four words of letters: no digits, dots, slashes or symbols. */
const PLAIN_NAME = /^\p{L}[\p{L}\p{M}'’-]*( \p{L}[\p{L}\p{M}'’-]*){0,3}$/u
const MAX_GREETED_LENGTH = 40

/**
 * "Hello Ada Lovelace,", or just "Hello," when the name does not look like one: signing up with a
 * stranger's address must not be a way to send that stranger a message.
 */
export function greeting(name: string): string {
  const isPlain = name.length <= MAX_GREETED_LENGTH && PLAIN_NAME.test(name)
  return isPlain ? `Hello ${name},` : 'Hello,'
}
