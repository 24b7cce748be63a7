import { build, isBuilt } from '../run/build.mjs'
import { runVitest } from './test-runners.mjs'
import { functionsFolder } from './test-server.mjs'

/* The checks that run tests. */

/** @typedef {import('./run-checks.mjs').Check} Check */

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
 * The build for functions, which is made here, with a process for each request.
 *
 * @param {{ isWhole?: boolean, handler?: string | undefined }} [options] whole: all promises that hold
 *   there; handler: the folder of one for Lambda, to be tried in place of that build
 * @returns {Check}
 */
export function functions({ isWhole = false, handler } = {}) {
  const tests = isWhole ? 'tests/functions' : 'tests/functions/short.test.ts'
  const env = handler === undefined ? {} : { LATCHKEY_FUNCTIONS_HANDLER: handler }
  return {
    title: 'Functions',
    run: async () => {
      if (handler === undefined && !(await isBuilt(functionsFolder))) {
        await build(functionsFolder, { types: false, runtime: 'functions' })
      }
      return runVitest('functions.json', ['--config', 'tests/long-runs.config.ts', tests], { env })
    },
  }
}

/**
 * What operators do to the production build, which must be there: not part of `npm test`.
 *
 * @returns {Check}
 */
export function operations() {
  const args = ['--config', 'tests/long-runs.config.ts', 'tests/operations']
  return { title: 'Operations', run: () => runVitest('operations.json', args) }
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
