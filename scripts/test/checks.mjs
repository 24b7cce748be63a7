import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runNode } from '../child.mjs'
import { dataFolder, root } from '../places.mjs'
import { countOf, countPlaywright, countVitest } from './test-counts.mjs'
import { environmentWithoutSettings, testDistFolder } from './test-server.mjs'

/** @typedef {import('./test-counts.mjs').Count} Count */
/** @typedef {import('./run-checks.mjs').Check} Check */

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

/** @type {Check} */
export const vitest = {
  title: 'Unit, component and integration tests',
  run: () => runVitest('vitest.json', []),
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
  return { title: 'Kill run', run: () => runVitest('kill.json', args, env) }
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
  return { title: 'Several processes', run: () => runVitest('processes.json', args, env) }
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
  return { title, run: () => runVitest(`${folder}.json`, args, env) }
}

/**
 * @param {string} report
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 */
async function runVitest(report, args, env = {}) {
  const file = await newReport(report)
  const { code } = await runNode(
    [
      ...[join(modules, 'vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json'],
      ...[`--outputFile.json=${file}`, ...args],
    ],
    { env: { ...childEnvironment(), ...env }, show: true },
  )
  return countOf(code, await readReport(file), countVitest)
}

/**
 * @param {string} chromium
 * @returns {Promise<Count>}
 */
export async function runPlaywright(chromium) {
  const file = await newReport('playwright.json')
  const { code } = await runNode(
    [
      ...[join(modules, 'playwright/cli.js'), 'test', '--config=tests/e2e/playwright.config.ts'],
      '--reporter=list,json',
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
  return countOf(code, await readReport(file), countPlaywright)
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
