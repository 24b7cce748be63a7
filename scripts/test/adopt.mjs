import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PARTS } from '../adopt/parts.mjs'
import { bootstrap } from '../bootstrap.mjs'
import { runNode } from '../child.mjs'
import { Failure, runAsCommand } from '../failure.mjs'
import { root } from '../places.mjs'
import { readAdoptArguments } from './arguments.mjs'

/*
 * `npm run test:adopt`: simulates what an adopter does first, each on a copy of the working tree:
 * removing one part, removing all parts, renaming the product. `npm run check` and the main browser
 * paths must pass afterwards. `npm run test:adopt -- inspector rename` runs only those two;
 * `--no-browser` skips the browser.
 */

/** @typedef {readonly string[]} Program relative to the copy, with its arguments */

/** @param {string} part @returns {Program} */
const remove = (part) => ['scripts/adopt/remove.mjs', part]

/** @type {Record<string, readonly Program[]>} */
const CHANGES = {
  ...Object.fromEntries(Object.keys(PARTS).map((part) => [part, [remove(part)]])),
  all: Object.keys(PARTS).map(remove),
  rename: [['scripts/adopt/rename.mjs', 'Acme Notes']],
}

/** @type {Program} */
const CHECK = ['scripts/test/check.mjs']

/** What users do on every site, and the specs that visit every route of a build. */
const BROWSER = [
  'scripts/test/e2e.mjs',
  ...[
    'sign-up',
    'sign-in',
    'sign-out',
    'dashboard',
    'profile',
    'change-password',
    'password-reset',
  ],
  ...['callback-url', 'container', 'log-lines', 'roles', 'skipping-the-middleware'],
]

await runAsCommand(async () => {
  const { names, browser } = readAdoptArguments(process.argv.slice(2), Object.keys(CHANGES))
  await bootstrap()
  // Imported late: it needs packages that bootstrap may just have installed.
  const { runChecks } = await import('./run-checks.mjs')
  await runChecks(names.filter(isPossible).map((name) => adoption(name, browser)))
})

/** @param {string} name */
function isPossible(name) {
  const part = PARTS[name]
  return part === undefined || part.paths.some((path) => existsSync(join(root, path)))
}

/**
 * @param {string} name
 * @param {boolean} browser
 * @returns {import('./run-checks.mjs').Check} keeps its copy if something failed
 */
function adoption(name, browser) {
  return {
    title: `Copy: ${name}`,
    run: async () => {
      const { commitAll, makeWorkingCopy } = await import('./working-copy.mjs')
      const cwd = await makeWorkingCopy(name)
      /** @param {Program} program */
      const runThere = async (program) => {
        console.log(`\nnode ${program.join(' ')}`)
        const { code } = await runNode(program, { cwd, show: true })
        if (code !== 0) throw new Failure(`It failed. The copy is kept: ${cwd}`)
      }
      for (const change of CHANGES[name] ?? []) {
        await runThere(change)
        await commitAll(cwd, change.join(' '))
      }
      await runThere(CHECK)
      if (browser) await runThere(BROWSER)
      await rm(cwd, { recursive: true, force: true })
      return { passed: browser ? 2 : 1, failed: 0, skipped: 0 }
    },
  }
}
