import { CommandFailed } from './command'

/** With its zone, so that nobody has to guess whose midnight is meant. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/

/** @throws CommandFailed naming the option, unless it is a moment with its zone */
export function momentIn(typed: string, option: string): Date {
  const moment = new Date(typed)
  if (MOMENT.test(typed) && !Number.isNaN(moment.getTime())) return moment
  throw new CommandFailed(`${option}: Write it with its zone, such as 2027-01-31T12:00Z.`)
}
