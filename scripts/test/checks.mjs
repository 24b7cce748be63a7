import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runNode } from '../child.mjs'
import { dataFolder, root } from '../places.mjs'
import { build, isBuilt } from '../run/build.mjs'
import { playwrightFileTimes, vitestFileTimes } from './slowest.mjs'
import { countOf, countPlaywright, countVitest } from './test-counts.mjs'
import { environmentWithoutSettings, testDistFolder } from './test-server.mjs'

/** @typedef {import('./run-checks.mjs').Check} Check */
/** @typedef {import('./run-checks.mjs').Outcome} Outcome */

const testFolder = join(dataFolder, 'test')
const modules = join(root, 'node_modules')
const PASSED = { passed: 1, failed: 0, skipped: 0 }
const FAILED = { passed: 0, failed: 1, skipped: 0 }

/** @type {Check} */
export const format = single('Format', [
  [join(modules, 'prettier/bin/prettier.cjs'), '--check', '.'],
])

/** @type {Check} */
export const lint = single('Lint', [
  [join(modules, 'eslint/bin/eslint.js'), '--max-warnings=0', '.'],
])

/**
 * @param {readonly string[]} files
 * @returns {Check}
 */
export function formatOf(files) {
  const program = join(modules, 'prettier/bin/prettier.cjs')
  return single('Format', [[program, '--check', '--ignore-unknown', ...files]])
}

/**
 * What the rules found in a file before is kept, although a type changed elsewhere may change it:
 * `lint` looks at everything.
 *
 * @param {readonly string[]} files
 * @returns {Check}
 */
export function lintOf(files) {
  const code = files.filter((file) => /\.(ts|tsx|mjs)$/.test(file))
  const program = join(modules, 'eslint/bin/eslint.js')
  const cache = ['--cache', '--cache-location', join(testFolder, 'eslint-cache')]
  const flags = ['--max-warnings=0', '--no-warn-ignored', ...cache]
  return single('Lint', code.length === 0 ? [] : [[program, ...flags, ...code]])
}

/** @type {Check} */
export const layers = single('Layers', [
  [
    join(modules, 'dependency-cruiser/bin/dependency-cruise.mjs'),
    ...['--config', '.dependency-cruiser.mjs', '--output-type', 'err-long', '.'],
  ],
])

const knip = [join(modules, 'knip/bin/knip.js'), '--no-progress', '--no-config-hints']

/** @type {Check} */
export const deadCode = single('Dead code', [
  knip,
  [...knip, '--production', '--include', 'files,exports,types'],
])

/** @type {Check} */
export const drift = single('Migrations', [[join(root, 'scripts/operate/migration-drift.mjs')]])

/**
 * Next first writes the types of the routes. They are the tests' own: those of a demo or development
 * build may be older than the routes, so the compiler is shown none of them.
 *
 * @type {Check}
 */
export const types = {
  title: 'Types',
  run: async () => {
    const project = join(testFolder, 'tsconfig.json')
    await mkdir(testFolder, { recursive: true, mode: 0o711 })
    await writeFile(
      project,
      JSON.stringify({
        extends: '../../tsconfig.json',
        compilerOptions: { tsBuildInfoFile: './tsconfig.tsbuildinfo' },
        include: ['../../**/*.ts', '../../**/*.tsx', '../../**/*.mjs', './next/types/**/*.ts'],
      }),
    )
    return single('Types', [
      [join(modules, 'next/dist/bin/next'), 'typegen'],
      [join(modules, 'typescript/bin/tsc'), '--project', project],
    ]).run()
  },
}

/** The build that the browser tests and the long runs use. @type {Check} */
export const productionBuild = {
  title: 'Production build',
  run: async () => {
    if (!(await isBuilt(testDistFolder))) await build(testDistFolder)
    return PASSED
  },
}

/** @type {Check} */
export const unitTests = {
  title: 'Unit and component tests',
  run: () => runVitest('unit.json', ['--project', 'unit', '--project', 'components']),
}

/**
 * @param {string} commit
 * @returns {Check} the tests that depend on what changed since
 */
export function unitTestsSince(commit) {
  const projects = ['--project', 'unit', '--project', 'components']
  return {
    title: 'Unit and component tests',
    run: () =>
      runVitest('changed.json', [...projects, '--changed', commit, '--passWithNoTests'], {
        mayBeEmpty: true,
      }),
  }
}

/** @type {Check} */
export const integrationTests = {
  title: 'Integration tests',
  run: () => runVitest('integration.json', ['--project', 'integration']),
}

/** @typedef {{ seed?: number, seconds?: number }} LongRun without a seed, the one that never changes */

/**
 * Requests of every kind against the production build, which must be there.
 *
 * @param {LongRun} [options]
 * @returns {Check}
 */
export function fuzz(options) {
  return longRun('Fuzz run', 'fuzz', options)
}

/**
 * The production build, while everything round it fails.
 *
 * @param {LongRun} [options]
 * @returns {Check}
 */
export function faults(options) {
  return longRun('Fault run', 'faults', options)
}

/**
 * `kill -9` to the production build, which must be there, while people do things.
 *
 * @param {{ kills?: number }} [options]
 * @returns {Check}
 */
export function kill({ kills } = {}) {
  const args = ['--config', 'tests/long-runs.config.ts', 'tests/kill']
  const env = kills === undefined ? {} : { LATCHKEY_KILLS: String(kills) }
  return { title: 'Kill run', run: () => runVitest('kill.json', args, { env }) }
}

/**
 * Several processes of the production build, which must be there, on one database.
 *
 * @param {{ count?: number }} [options]
 * @returns {Check}
 */
export function processes({ count = 2 } = {}) {
  const args = ['--config', 'tests/long-runs.config.ts', 'tests/processes']
  const env = { LATCHKEY_PROCESSES: String(count) }
  return { title: 'Several processes', run: () => runVitest('processes.json', args, { env }) }
}

/**
 * @param {string} title
 * @param {string} folder below `tests`
 * @param {LongRun} [options]
 * @returns {Check}
 */
function longRun(title, folder, { seed, seconds } = {}) {
  const args = ['--config', 'tests/long-runs.config.ts', `tests/${folder}`]
  const env = {
    ...(seed === undefined ? {} : { LATCHKEY_RUN_SEED: String(seed) }),
    ...(seconds === undefined ? {} : { LATCHKEY_RUN_SECONDS: String(seconds) }),
  }
  return { title, run: () => runVitest(`${folder}.json`, args, { env }) }
}

/**
 * @param {string} report
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string>, mayBeEmpty?: boolean }} [options] mayBeEmpty: a run
 *   without any test is no failure
 * @returns {Promise<Outcome>}
 */
async function runVitest(report, args, { env = {}, mayBeEmpty = false } = {}) {
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
  return { ...countOf(code, written, countVitest), files }
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
  return { ...countOf(code, report, countPlaywright), files }
}

/**
 * A check that counts as one, made of programs of which each must succeed. Silent unless it fails.
 *
 * @param {string} title
 * @param {readonly (readonly string[])[]} programs
 * @returns {Check}
 */
function single(title, programs) {
  return {
    title,
    run: async () => {
      for (const program of programs) {
        const { code, stdout, stderr } = await runNode(program, { env: childEnvironment() })
        if (code === 0) continue
        process.stdout.write(`${stdout}${stderr}`)
        return FAILED
      }
      return PASSED
    },
  }
}

function childEnvironment() {
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
