import nextCoreWebVitals from 'eslint-config-next/core-web-vitals'
import nextTypescript from 'eslint-config-next/typescript'
import { defineConfig, globalIgnores } from 'eslint/config'

/*
 * Beside the usual rules: the clock, the environment and Auth.js's client each have one place. Who may
 * import whom is said in .dependency-cruiser.mjs.
 */

const clock = 'Time is a parameter below the edge: take `now: Date` and let the caller look.'

/**
 * Every rule about React but those about hooks, which `use-thing.ts` needs.
 *
 * @type {Record<string, 'off'>}
 */
const WITHOUT_REACT = Object.fromEntries(
  nextCoreWebVitals
    .flatMap(({ rules }) => Object.keys(rules ?? {}))
    .filter(
      (name) => /^react(-hooks)?\//.test(name) && !/rules-of-hooks|exhaustive-deps/.test(name),
    )
    .map((name) => [name, /** @type {const} */ ('off')]),
)

export default defineConfig([
  globalIgnores([
    ...['.next/**', '.data/**', 'lib/data/generated/**', 'next-env.d.ts'],
    ...[
      'test-results/**',
      'playwright-report/**',
      'tests/bench/pages/**',
      'tests/bench/reference/**',
    ],
  ]),
  ...nextCoreWebVitals,
  ...nextTypescript,
  {
    files: ['**/*.{ts,tsx,mjs}'],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-restricted-imports': [
        'error',
        {
          name: 'next-auth/react',
          importNames: ['signIn', 'signOut'],
          message: 'Use lib/auth/sign-in-client or sign-out-client: they tell every outcome apart.',
        },
      ],
      eqeqeq: 'error',
      // Plain links are meant: the light pages go without next/link, and errors start afresh.
      '@next/next/no-html-link-for-pages': 'off',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Ask env() in lib/env.ts.' },
      ],
    },
  },
  {
    // Tests too: a promise nobody waits for is an assertion nobody makes.
    files: ['**/*.{ts,tsx,mjs}'],
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
    },
  },
  {
    files: [
      'components/inspector/actions/sign-in-with-redirect.ts', // optional part: inspector
      'lib/auth/sign-in-client.ts',
      'lib/auth/sign-out-client.ts',
    ],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['lib/domain/**', 'lib/schemas/**', 'lib/services/**', 'lib/data/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: clock },
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: clock,
        },
      ],
    },
  },
  {
    files: [
      ...['lib/env.ts', 'lib/env-build.ts', 'instrumentation.ts', '*.config.{ts,mjs}'],
      ...['scripts/**', 'tests/**', 'prisma/**'],
    ],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // Here `use…` is a verb: a link is used, and Playwright's fixtures are.
    files: ['lib/services/**', 'lib/data/**', 'tests/e2e/**'],
    rules: { 'react-hooks/rules-of-hooks': 'off' },
  },
  {
    // What these rules look for is in components; they would search every file for it.
    files: ['**/*.{ts,mjs}', 'tests/**'],
    rules: WITHOUT_REACT,
  },
])
