import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { runNode } from '../child.mjs'
import { dataFolder, root } from '../places.mjs'
import { playwrightFailures, vitestFailures } from './failures.mjs'
import { playwrightFileTimes, vitestFileTimes } from './slowest.mjs'
import { countOf, countPlaywright, countVitest, flakyTests } from './test-counts.mjs'
import { environmentWithoutSettings, testDistFolder } from './test-server.mjs'

/* Runs Vitest and Playwright, and counts their tests. */

/** @typedef {import('./run-checks.mjs').Outcome} Outcome */

export const testFolder = join(dataFolder, 'test')
export const modules = join(root, 'node_modules')

/**
 * @param {string} report
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string>, mayBeEmpty?: boolean }} [options] mayBeEmpty: a run
 *   without any test is no failure
 * @returns {Promise<Outcome>}
 */
export async function runVitest(report, args, { env = {}, mayBeEmpty = false } = {}) {
  const file = await newReport(report)
  const { code } = await runNode(
    [
      ...[join(modules, 'vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json'],
      ...[`--outputFile.json=${file}`, ...args],
    ],
    { env: { ...childEnvironment(), ...env }, show: true },
  )
  const written = await readReport(file)
  const isEmpty = code === 0 && (written?.testResults ?? []).length === 0
  if (mayBeEmpty && isEmpty) return { passed: 0, failed: 0, skipped: 0 }
  const files = written === null ? [] : vitestFileTimes(written)
  const failures = written === null ? [] : vitestFailures(written)
  return { ...countOf(code, written, countVitest), files, failures }
}

/**
 * @param {string} chromium
 * @param {readonly string[]} [args] added to Playwright's own
 * @returns {Promise<Outcome>}
 */
export async function runPlaywright(chromium, args = []) {
  const file = await newReport('playwright.json')
  const { code } = await runNode(
    [
      ...[join(modules, 'playwright/cli.js'), 'test', '--config=tests/e2e/playwright.config.ts'],
      ...['--reporter=list,json', ...args],
    ],
    {
      env: {
        ...childEnvironment(),
        LATCHKEY_CHROMIUM: chromium,
        PLAYWRIGHT_JSON_OUTPUT_FILE: file,
        PLAYWRIGHT_FORCE_TTY: '0',
      },
      show: true,
    },
  )
  const report = await readReport(file)
  const files = report === null ? [] : playwrightFileTimes(report)
  const flaky = report === null ? [] : flakyTests(report)
  const failures = report === null ? [] : playwrightFailures(report)
  return { ...countOf(code, report, countPlaywright), files, flaky, failures }
}

export function childEnvironment() {
  return {
    ...environmentWithoutSettings(),
    LATCHKEY_DIST_DIR: testDistFolder,
    NEXT_TELEMETRY_DISABLED: '1',
  }
}

/** @param {string} name */
async function newReport(name) {
  const file = join(testFolder, 'reports', name)
  await mkdir(join(testFolder, 'reports'), { recursive: true })
  await rm(file, { force: true })
  return file
}

/** @param {string} file */
async function readReport(file) {
  return JSON.parse(await readFile(file, 'utf8').catch(() => 'null'))
}
