import { isRealDay } from '@/lib/domain/time'
import { CommandFailed } from './command'

/** The time zone is required, so that a time is never ambiguous. */
const TIME_WITH_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/

/** @throws CommandFailed naming the option, unless it is a time with its zone */
export function readTimeOption(typed: string, option: string): Date {
  const time = new Date(typed)
  const isTime = TIME_WITH_ZONE.test(typed) && !Number.isNaN(time.getTime())
  if (isTime && isRealDay(typed.slice(0, 10))) return time
  if (isTime) throw new CommandFailed(`${option}: There is no such day. Give another.`)
  throw new CommandFailed(`${option}: Include the time zone, such as 2027-01-31T12:00Z.`)
}
