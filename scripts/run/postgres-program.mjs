import { runAs } from './database-home.mjs'
import { Failure, messageOf } from '../failure.mjs'

/**
 * Runs a PostgreSQL program until it exits.
 *
 * @type {(...args: Parameters<typeof runAs>) => Promise<void>}
 */
export async function runOrThrow(...args) {
  const { code, stdout, stderr } = await runAs(...args)
  if (code !== 0) throw new Error(stderr.trim() || stdout.trim())
}

/**
 * Describes a PostgreSQL error, with the remedy where it is known.
 *
 * @param {unknown} error
 * @param {string} what
 */
export function failureFrom(error, what) {
  const output = messageOf(error)
  if (/No space left on device|Check free disk space/i.test(output)) {
    return new Failure(`${what}: the disk is full. Free some space and run this again.`)
  }
  if (/shared libraries/i.test(output)) {
    return new Failure(`${what}: its libraries are not linked. Run: node scripts/bootstrap.mjs`)
  }
  return new Failure(`${what}:\n${output}`, { cause: error })
}
