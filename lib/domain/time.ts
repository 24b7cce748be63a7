export const MS_PER_SECOND = 1000
export const SECONDS_PER_MINUTE = 60
export const SECONDS_PER_HOUR = 3600
export const SECONDS_PER_DAY = 86_400

/** Durations are in milliseconds and made with these functions, never by arithmetic at the call site. */
export const seconds = (count: number): number => count * MS_PER_SECOND
export const minutes = (count: number): number => seconds(count * SECONDS_PER_MINUTE)
export const hours = (count: number): number => seconds(count * SECONDS_PER_HOUR)
export const days = (count: number): number => seconds(count * SECONDS_PER_DAY)

/** The time `milliseconds` after `moment`. */
export function later(moment: Date, milliseconds: number): Date {
  return new Date(moment.getTime() + milliseconds)
}

/** Whole seconds from `from` to `to`, rounded up; never negative. */
export function secondsUntil(to: Date, from: Date): number {
  return Math.max(0, Math.ceil((to.getTime() - from.getTime()) / MS_PER_SECOND))
}

/** Whether the calendar has a day such as 2026-12-31. JavaScript reads February 31 as a day in March. */
export function isRealDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00Z`)
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day)
}

/** The earlier of two times. */
export function earlier(one: Date, other: Date): Date {
  return one <= other ? one : other
}

/** "1 second", "30 seconds", "2 minutes", "24 hours": hours from two on, all rounded up. */
export function durationInWords(totalSeconds: number): string {
  const whole = Math.max(1, Math.ceil(totalSeconds))
  if (whole < SECONDS_PER_MINUTE) return count(whole, 'second')
  if (whole < 2 * SECONDS_PER_HOUR) return count(Math.ceil(whole / SECONDS_PER_MINUTE), 'minute')
  return count(Math.ceil(whole / SECONDS_PER_HOUR), 'hour')
}

function count(amount: number, unit: string): string {
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`
}
