import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { TEST_SECRETS } from '../../scripts/test/test-server.mjs'
import { findModules } from '../setup/find-modules.mjs'

/** A layer's tests without a database; others would only slow down every mutant. */
const TESTS: Record<string, string[]> = {
  domain: ['tests/unit/domain/**/*.test.ts'],
  password: ['tests/unit/password/**/*.test.ts'],
}

const layer = process.env.LATCHKEY_MUTATED_LAYER ?? 'domain'
const needsDatabase = layer === 'services'

/**
 * Of the database tests, those that name a mutated file, or else those of its users. Other tests
 * reach it indirectly, and its own must detect any mutant first.
 */
function testsFor(file: string): string[] {
  const modulePath = `@/${file.replace(/\.ts$/, '')}`
  const own = testsNaming(modulePath)
  if (own.length > 0) return own
  const helpers = HELPERS.filter((helper) => names(helper, modulePath))
  const users = SERVICES.filter(
    (one) =>
      names(one, modulePath) ||
      (dirname(one) === dirname(file) && names(one, `./${basename(file, '.ts')}`)),
  )
  return [
    ...helpers.flatMap((helper) =>
      TESTS_ON_DATABASE.filter((test) => imports(test, basename(helper, '.ts'))),
    ),
    ...users.flatMap(testsFor),
  ]
}

function testsNaming(module: string): string[] {
  return TESTS_ON_DATABASE.filter((test) => names(test, module))
}

/** Without those of the command line, a separate process in which nothing is mutated. */
const TESTS_ON_DATABASE = ['integration', 'unit'].flatMap((level) =>
  filesBelow(`tests/${level}`).filter((file) => /^(?!.*\bcli\b).*\.test\.ts$/.test(file)),
)
const HELPERS = filesBelow('tests/integration').filter((file) => !file.endsWith('.test.ts'))
const SERVICES = filesBelow('lib/services')

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file))
}

/** A test helper, by any relative path. */
function imports(file: string, helper: string): boolean {
  return new RegExp(`'[./]+/(setup/)?${helper}'`).test(readFileSync(file, 'utf8'))
}

function names(file: string, module: string): boolean {
  return readFileSync(file, 'utf8').includes(`'${module}'`)
}

const changed = process.env.LATCHKEY_MUTATED_FILES?.split(',') ?? []

/** The first failing test ends a run, so tests named after the mutated file run first. */
class OwnTestsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isOwn = ({ moduleId }: TestSpecification) =>
      changed.some((file) => basename(moduleId).startsWith(basename(file, '.ts')))
    const sorted = await super.sort(files)
    return [...sorted.filter(isOwn), ...sorted.filter((file) => !isOwn(file))]
  }
}

export default defineConfig({
  ...findModules,
  test: {
    include: needsDatabase ? changed.flatMap(testsFor) : (TESTS[layer] ?? []),
    server: { deps: { inline: ['next-auth', '@auth/core'] } },
    restoreMocks: true,
    sequence: { sequencer: OwnTestsFirst },
    setupFiles: [
      'tests/setup/console.ts',
      ...(needsDatabase ? ['tests/mutation/own-database.ts'] : []),
    ],
    globalSetup: needsDatabase ? ['tests/mutation/cluster.ts'] : [],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: {
      TZ: 'UTC',
      LATCHKEY_MODE: 'test',
      AUTH_URL: 'http://localhost:3000',
      ...TEST_SECRETS,
      BCRYPT_COST: '4',
      LOG_LEVEL: 'silent',
    },
  },
})
