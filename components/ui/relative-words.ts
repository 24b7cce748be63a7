const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** From the largest down, each in seconds. */
const UNITS = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
] as const

const WORDS = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' })

/**
 * "just now", "5 minutes ago", "yesterday", "in 3 days"; what is still to come is rounded up, as in
 * mails.
 *
 * @param differenceMs negative for the past
 */
export function relativeTime(differenceMs: number): string {
  const seconds = differenceMs / 1000
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? []
  if (unit === undefined) return seconds > 0 ? 'in less than a minute' : 'just now'
  const count = seconds / size
  return WORDS.format(seconds > 0 ? Math.ceil(count) : Math.trunc(count), unit)
}
