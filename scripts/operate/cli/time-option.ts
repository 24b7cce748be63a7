import { CommandFailed } from './command'

/** The time zone is required, so that a time is never ambiguous. */
const TIME_WITH_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/

/** @throws CommandFailed naming the option, unless it is a time with its zone */
export function readTimeOption(typed: string, option: string): Date {
  const time = new Date(typed)
  if (TIME_WITH_ZONE.test(typed) && !Number.isNaN(time.getTime())) return time
  throw new CommandFailed(`${option}: Include the time zone, such as 2027-01-31T12:00Z.`)
}
