/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/** @param {Count} count */
export function sentenceOf({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/**
 * A run that fails without a failed test (a file that does not load, an error between tests, no tests)
 * still counts as one failure.
 *
 * @template Report
 * @param {number} code
 * @param {Report | null} report null when the run was aborted
 * @param {(report: Report) => Count} count
 * @returns {Count}
 */
export function countOf(code, report, count) {
  const counted = report === null ? { passed: 0, failed: 0, skipped: 0 } : count(report)
  const isFailure = code !== 0 || counted.passed === 0
  return isFailure && counted.failed === 0 ? { ...counted, failed: 1 } : counted
}

/**
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ status: string, assertionResults: { status: string }[] }[]} testResults
 */

/**
 * @param {VitestReport} report
 * @returns {Count}
 */
export function countVitest(report) {
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((result) => result.status === 'failed'),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/**
 * @typedef {object} PlaywrightSpec
 * @property {string} title
 * @property {{ status: string }[]} tests
 */

/** @typedef {{ title: string, specs?: PlaywrightSpec[], suites?: PlaywrightSuite[] }} PlaywrightSuite */

/**
 * @param {{ suites: PlaywrightSuite[] }} report
 * @returns {string[]} the tests that passed only on retry, as file and titles
 */
export function flakyTests({ suites }) {
  return suites.flatMap(({ title, specs = [], suites: inner = [] }) =>
    [
      ...specs.filter(({ tests }) => tests.some(({ status }) => status === 'flaky')),
      ...flakyTests({ suites: inner }).map((path) => ({ title: path })),
    ].map((flaky) => `${title} › ${flaky.title}`),
  )
}

/**
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number } }} report
 * @returns {Count}
 */
export function countPlaywright({ stats }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  }
}
