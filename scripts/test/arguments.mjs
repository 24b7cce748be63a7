import { parseArgs } from 'node:util'
import { Failure } from '../failure.mjs'

/* The arguments of `npm run check --`, `npm run e2e --` and `npm run test:adopt --`. */

const CHECK_USAGE = 'Run npm run check, or npm run check -- --fast for changed files only.'
const E2E_USAGE = 'Name one or more specs: npm run e2e -- sign-in'

/**
 * @param {readonly string[]} argv
 * @returns {{ fast: boolean }}
 * @throws {Failure} anything but `--fast`
 */
export function readCheckArguments(argv) {
  const strange = argv.find((word) => word !== '--fast')
  if (strange !== undefined) throw new Failure(`Unknown argument: ${strange}. ${CHECK_USAGE}`)
  return { fast: argv.length > 0 }
}

/**
 * @param {readonly string[]} argv
 * @param {readonly string[]} specs file names such as "sign-in.spec.ts"
 * @returns {{ specs: string[], grep: string | undefined }} the named specs, matched exactly or by a
 *   part of their name
 * @throws {Failure} no name, no matching spec, or an unknown option
 */
export function readE2eArguments(argv, specs) {
  const { values, positionals } = parsedE2e(argv)
  if (positionals.length === 0) throw new Failure(`${E2E_USAGE}. Specs: ${namesOf(specs)}.`)
  return {
    specs: [...new Set(positionals.flatMap((name) => specsNamed(name, specs)))],
    grep: values.grep,
  }
}

/** @param {readonly string[]} argv */
function parsedE2e(argv) {
  try {
    const options = /** @type {const} */ ({ grep: { type: 'string' } })
    return parseArgs({ args: [...argv], options, allowPositionals: true })
  } catch {
    throw new Failure(`${E2E_USAGE}. Optionally add --grep "part of a test title".`)
  }
}

/**
 * @param {string} name
 * @param {readonly string[]} specs
 */
function specsNamed(name, specs) {
  const short = name.replace(/^.*\//, '').replace(/\.spec(\.ts)?$/, '')
  const exact = specs.filter((spec) => spec === `${short}.spec.ts`)
  const found = exact.length > 0 ? exact : specs.filter((spec) => spec.includes(short))
  if (found.length > 0) return found
  throw new Failure(`No spec matches "${name}". Specs: ${namesOf(specs)}.`)
}

/** @param {readonly string[]} specs */
const namesOf = (specs) => specs.map((spec) => spec.replace('.spec.ts', '')).join(', ')

/**
 * @param {readonly string[]} argv
 * @param {readonly string[]} changes such as "inspector" and "rename"
 * @returns {{ names: string[], browser: boolean }} the named ones, or all
 * @throws {Failure} an unknown change or option
 */
export function readAdoptArguments(argv, changes) {
  const browser = !argv.includes('--no-browser')
  const names = argv.filter((word) => word !== '--no-browser')
  const strange = names.find((name) => !changes.includes(name))
  if (strange !== undefined) {
    throw new Failure(
      `Unknown argument: ${strange}. Name any of ${changes.join(', ')}, or none for all; add --no-browser to skip the browser.`,
    )
  }
  return { names: names.length === 0 ? [...changes] : [...new Set(names)], browser }
}
