import { messageOf } from '../failure.mjs'
import { styled } from '../terminal.mjs'
import { sentenceOf } from './test-counts.mjs'

/** @typedef {import('./test-counts.mjs').Count} Count */
/** @typedef {{ title: string, run: () => Promise<Count> }} Check */

/**
 * Runs every check, also after one has failed, and closes with the sum.
 *
 * @param {readonly (Check | readonly Check[])[]} checks one after the other; those in a list of
 *   their own at the same time
 */
export async function runChecks(checks) {
  const sum = { passed: 0, failed: 0, skipped: 0 }
  for (const together of checks) {
    for (const count of await Promise.all([together].flat().map(runCheck))) {
      sum.passed += count.passed
      sum.failed += count.failed
      sum.skipped += count.skipped
    }
  }
  if (sum.failed > 0) process.exitCode = 1
  console.log(`\n${sentenceOf(sum)}`)
}

/** @param {Check} check */
async function runCheck({ title, run }) {
  console.log(`\n${styled('bold', title)}`)
  const count = await run().catch((error) => {
    console.error(messageOf(error))
    return { passed: 0, failed: 1, skipped: 0 }
  })
  console.log(`${title}: ${sentenceOf(count)}`)
  return count
}
