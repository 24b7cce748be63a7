import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runNode } from '../child.mjs'
import { root } from '../places.mjs'
import { build, isBuilt } from '../run/build.mjs'
import { childEnvironment, modules, testFolder } from './test-runners.mjs'
import { testDistFolder } from './test-server.mjs'

/* The checks that run no tests: format, lint, types and the like, and the production build. */

/** @typedef {import('./run-checks.mjs').Check} Check */

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
    if (!(await isBuilt(testDistFolder))) await build(testDistFolder, { types: false })
    return PASSED
  },
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
