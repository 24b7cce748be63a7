import { SECONDS_PER_DAY, SECONDS_PER_HOUR, SECONDS_PER_MINUTE } from '@/lib/domain/time'

/** A link's lifetime: "24 hours", "30 minutes", "7 days"; never promises more than there is. */
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

const MOMENT = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'UTC',
})

/** "21 November 2026 at 14:05 UTC": a mail does not know its reader's time zone. */
export function momentInWords(moment: Date): string {
  return `${MOMENT.format(moment)} UTC`
}

/** Words of letters, as names are: no digits, dots, slashes or symbols. */
const PLAIN_NAME = /^\p{L}[\p{L}\p{M}'’-]*( \p{L}[\p{L}\p{M}'’-]*){0,3}$/u
const MAX_GREETED_LENGTH = 40

/**
 * "Hello Ada Lovelace,", or "Hello," when the name could be somebody's message: whoever signs up
 * with a stranger's address must not get to write to that stranger.
 */
export function greeting(name: string): string {
  const isPlain = name.length <= MAX_GREETED_LENGTH && PLAIN_NAME.test(name)
  return isPlain ? `Hello ${name},` : 'Hello,'
}
