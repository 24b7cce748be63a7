import { relative } from 'node:path'
import { root } from '../places.mjs'

/* Reports where the time of a run went: seconds per check, and the slowest test files. */

/** @typedef {{ file: string, seconds: number }} FileTime */

const MS_PER_SECOND = 1000
const LIMIT = 10

/**
 * @param {{ testResults: { name: string, startTime: number, endTime: number }[] }} report
 * @returns {FileTime[]} of its tests only: Vitest's report leaves out the time to import a file
 */
export function vitestFileTimes({ testResults }) {
  return testResults.map(({ name, startTime, endTime }) => ({
    file: relative(root, name),
    seconds: (endTime - startTime) / MS_PER_SECOND,
  }))
}

/**
 * @typedef {object} PlaywrightSuite
 * @property {{ tests: { results: { duration: number }[] }[] }[]} [specs]
 * @property {PlaywrightSuite[]} [suites]
 */

/**
 * @param {{ suites: (PlaywrightSuite & { file: string })[] }} report
 * @returns {FileTime[]} the sum of a file's tests, which run on several workers
 */
export function playwrightFileTimes({ suites }) {
  return suites.map((suite) => ({
    file: `tests/e2e/${suite.file}`,
    seconds: millisecondsOf(suite) / MS_PER_SECOND,
  }))
}

/**
 * @param {PlaywrightSuite} suite
 * @returns {number}
 */
function millisecondsOf({ specs = [], suites = [] }) {
  const own = specs.flatMap(({ tests }) => tests.flatMap(({ results }) => results))
  return [...own.map(({ duration }) => duration), ...suites.map(millisecondsOf)].reduce(
    (sum, ms) => sum + ms,
    0,
  )
}

/**
 * @param {readonly { title: string, seconds: number, files?: readonly FileTime[] }[]} checks
 * @returns {string[]} lines, slowest first
 */
export function slowestTable(checks) {
  const rows = checks.map(({ title, seconds }) => ({ name: title, seconds }))
  const files = checks.flatMap((check) => check.files ?? [])
  const slowFiles = files.map(({ file, seconds }) => ({ name: file, seconds }))
  return [
    'Seconds per check',
    ...linesOf(rows),
    ...(slowFiles.length === 0 ? [] : ['', 'Slowest test files', ...linesOf(slowFiles)]),
  ]
}

/** @param {readonly { name: string, seconds: number }[]} rows */
function linesOf(rows) {
  return [...rows]
    .sort((one, other) => other.seconds - one.seconds)
    .slice(0, LIMIT)
    .map(({ name, seconds }) => `${seconds.toFixed(1).padStart(8)}  ${name}`)
}
