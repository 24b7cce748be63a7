import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { root } from '../places.mjs'

/* Names what failed, for the end of a run: its own place is far up in a long output. */

/** @typedef {{ test: string, reason: string }} Failure */

const REASON_LINES = 15

/**
 * @typedef {object} VitestFile
 * @property {string} name
 * @property {string} status
 * @property {string} [message] why the file did not load
 * @property {{ status: string, fullName: string, failureMessages?: string[] | null }[]} assertionResults
 */

/**
 * @param {{ testResults: VitestFile[] }} report
 * @returns {Failure[]}
 */
export function vitestFailures({ testResults }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name)
    const failed = assertionResults.filter((result) => result.status === 'failed')
    if (status === 'failed' && failed.length === 0) return [failure(file, message)]
    return failed.map(({ fullName, failureMessages }) =>
      failure(`${file} › ${fullName}`, failureMessages?.join('\n')),
    )
  })
}

/**
 * @typedef {object} PlaywrightSuite
 * @property {string} title
 * @property {{ title: string, tests: PlaywrightTest[] }[]} [specs]
 * @property {PlaywrightSuite[]} [suites]
 */

/** @typedef {{ status: string, results: { error?: { message?: string } }[] }} PlaywrightTest */

/**
 * @param {{ suites: PlaywrightSuite[], errors?: { message?: string }[] }} report
 * @returns {Failure[]}
 */
export function playwrightFailures({ suites, errors = [] }) {
  return [
    ...errors.map(({ message }) => failure('outside of a test', message)),
    ...suites.flatMap((suite) => failuresIn(suite)),
  ]
}

/**
 * @param {PlaywrightSuite} suite
 * @returns {Failure[]}
 */
function failuresIn({ title, specs = [], suites = [] }) {
  const own = specs.flatMap((spec) =>
    spec.tests
      .filter(({ status }) => status === 'unexpected')
      .map(({ results }) => failure(spec.title, results.at(-1)?.error?.message)),
  )
  return [...own, ...suites.flatMap((suite) => failuresIn(suite))].map(({ test, reason }) => ({
    test: `${title} › ${test}`,
    reason,
  }))
}

/**
 * @param {string} test
 * @param {string} [message]
 * @returns {Failure}
 */
function failure(test, message = '') {
  const lines = stripVTControlCharacters(message).trim().split('\n')
  return { test, reason: lines.slice(0, REASON_LINES).join('\n') }
}

/**
 * @param {readonly { title: string, failed: number, failures?: readonly Failure[] }[]} checks
 * @returns {string[]} lines; a check that names no failure of its own is named itself
 */
export function failureList(checks) {
  const failures = checks
    .filter(({ failed }) => failed > 0)
    .flatMap(({ title, failures: named = [] }) =>
      named.length > 0 ? named : [failure(title, 'See its output above.')],
    )
  return failures.flatMap(({ test, reason }) => [
    `  ${test}`,
    ...reason.split('\n').map((line) => `      ${line}`.trimEnd()),
  ])
}
