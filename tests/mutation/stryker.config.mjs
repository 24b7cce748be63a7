/*
 * Mutation testing: a mutant that survives is a rule without a test. Run by `npm run
 * test:mutation`, which names the layer.
 */

const layer = process.env.LATCHKEY_MUTATED_LAYER ?? 'domain'

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
const options = {
  mutate: process.env.LATCHKEY_MUTATED_FILES?.split(',') ?? [`lib/${layer}/**/*.{ts,mjs}`],
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'tests/mutation/vitest.config.ts', related: layer !== 'services' },
  coverageAnalysis: 'perTest',
  concurrency: layer === 'services' ? 1 : 2,
  // Beyond the tests' own time, because many mutated queues wait forever.
  timeoutMS: 8000,
  tempDirName: '.data/mutation',
  ignorePatterns: ['.data', '.next', 'test-results', 'docs', 'tests/e2e/**/*.png'],
  // Texts and their patterns are chosen, not computed, so their mutants prove nothing.
  mutator: { excludedMutations: ['StringLiteral'] },
  reporters: ['clear-text', 'json', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: process.env.LATCHKEY_MUTATION_REPORT ?? `.data/mutation/report.json` },
  allowConsoleColors: false,
  disableTypeChecks: false,
  tsconfigFile: 'none.json',
}

export default options
