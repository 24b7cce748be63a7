import { messageOf } from '../failure.mjs'
import { styled } from '../terminal.mjs'
import { failureList } from './failures.mjs'
import { slowestTable } from './slowest.mjs'
import { sentenceOf } from './test-counts.mjs'

/** @typedef {import('./test-counts.mjs').Count} Count */
/** @typedef {import('./slowest.mjs').FileTime} FileTime */
/** @typedef {import('./failures.mjs').Failure} Failure */
/** @typedef {Count & { files?: FileTime[], flaky?: string[], failures?: Failure[] }} Outcome */
/** @typedef {{ title: string, run: () => Promise<Outcome> }} Check */
/** @typedef {Outcome & { title: string, seconds: number }} FinishedCheck */

const MS_PER_SECOND = 1000

/**
 * Runs every check, even after a failure, and prints the time per check, what failed and the total.
 *
 * @param {readonly (Check | readonly (Check | readonly Check[])[])[]} checks run in sequence; a nested
 *   list runs in parallel, and a list inside that one in sequence
 */
export async function runChecks(checks) {
  /** @type {FinishedCheck[]} */
  const finished = []
  for (const together of checks) {
    await Promise.all(
      [together].flat().map(async (lane) => {
        for (const check of [lane].flat()) finished.push(await runCheck(check))
      }),
    )
  }
  const sum = { passed: 0, failed: 0, skipped: 0 }
  for (const count of finished) {
    sum.passed += count.passed
    sum.failed += count.failed
    sum.skipped += count.skipped
  }
  if (sum.failed > 0) process.exitCode = 1
  console.log(`\n${slowestTable(finished).join('\n')}`)
  const flaky = finished.flatMap((check) => check.flaky ?? [])
  if (flaky.length > 0) console.log(`\n${['Passed only on retry', ...flaky].join('\n  ')}`)
  const failures = failureList(finished)
  if (failures.length > 0) console.log(`\n${['Failed', ...failures].join('\n')}`)
  console.log(`\n${sentenceOf(sum)}`)
}

/**
 * @param {Check} check
 * @returns {Promise<FinishedCheck>}
 */
async function runCheck({ title, run }) {
  console.log(`\n${styled('bold', title)}`)
  const start = performance.now()
  const outcome = await run().catch((error) => {
    const reason = messageOf(error)
    console.error(reason)
    return { passed: 0, failed: 1, skipped: 0, failures: [{ test: title, reason }] }
  })
  console.log(`${title}: ${sentenceOf(outcome)}`)
  return { ...outcome, title, seconds: (performance.now() - start) / MS_PER_SECOND }
}
