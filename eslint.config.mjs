import nextCoreWebVitals from 'eslint-config-next/core-web-vitals'
import nextTypescript from 'eslint-config-next/typescript'
import { defineConfig, globalIgnores } from 'eslint/config'

/*
 * Beside the usual rules this file holds the layers: page → action → service → data, and pure
 * domain functions below. Nothing points upward. Each ban says what to do instead.
 */

/** @typedef {{ regex: string, message: string }} Ban */

/**
 * Bans a folder of `lib/`, however it is written.
 *
 * @param {string} folder
 * @param {string} message
 * @returns {Ban}
 */
const lib = (folder, message) => ({ regex: `^(@/lib/|(\\.\\./)+(lib/)?)${folder}(/|$)`, message })

/**
 * Bans a folder or file of the root.
 *
 * @param {string} name
 * @param {string} message
 * @returns {Ban}
 */
const top = (name, message) => ({ regex: `^(@/|(\\.\\./)+)${name}(/|$)`, message })

/**
 * @param {string} name of a package, its subpaths included
 * @param {string} message
 * @returns {Ban}
 */
const pkg = (name, message) => ({ regex: `^${name}(/|$)`, message })

/**
 * Setting the rule again replaces it, so every layer repeats what holds for all.
 *
 * @param {Ban[]} bans
 * @returns {import('eslint').Linter.RulesRecord}
 */
const imports = (...bans) => ({
  'no-restricted-imports': [
    'error',
    {
      paths: [
        {
          name: 'next-auth/react',
          importNames: ['signIn', 'signOut'],
          message: 'Use lib/auth/sign-in-client or sign-out-client: they tell every outcome apart.',
        },
      ],
      patterns: bans,
    },
  ],
})

const framework = [
  pkg('next', 'The rules outlive the framework: keep Next in app, lib/auth and lib/http.'),
  pkg('next-auth', 'Auth.js is one replaceable adapter: keep it in auth.ts and lib/auth.'),
  pkg('react', 'This layer renders nothing.'),
]
const upward = [
  top('app', 'Nothing imports the routes: pages pass down what others need.'),
  top('components', 'Nothing below the pages knows what things look like.'),
]

const layers = [
  {
    files: ['app/**'],
    rules: imports(
      lib('data', 'Pages and actions ask a service; only services ask the data layer.'),
    ),
  },
  {
    files: ['components/**'],
    rules: imports(
      top('app', 'The page passes its action to the form as a prop.'),
      top('auth', 'Only guards and handlers use Auth.js on the server.'),
      lib('services', 'The page calls the service and passes the answer as a prop.'),
      lib('data', 'The page passes data as props.'),
      lib('env', 'Settings reach a component as props; the browser has no environment.'),
    ),
  },
  {
    files: ['middleware.ts'],
    rules: imports(
      lib('services', 'The middleware is a convenience, never the lock: lib/auth decides.'),
      lib('data', 'The middleware is a convenience, never the lock: lib/auth decides.'),
      top('components', 'The middleware renders nothing.'),
    ),
  },
  { files: ['auth.ts', 'lib/**'], rules: imports(...upward) },
  { files: ['lib/services/**'], rules: imports(...upward, ...framework) },
  {
    files: ['lib/data/**'],
    rules: imports(
      ...upward,
      ...framework,
      lib('services', 'Services call the data layer, never the other way round.'),
      lib('auth', 'The data layer knows nothing of who is asking.'),
    ),
  },
  {
    files: ['lib/domain/**', 'lib/schemas/**'],
    rules: imports(
      ...framework,
      {
        regex:
          '^@/(?!lib/(domain|schemas)/|lib/product$)|^(\\.\\./)+(?!domain/|schemas/|product$|\\.)',
        message: 'Domain and schemas are pure: they know only each other.',
      },
      pkg('server-only', 'Pure rules run anywhere.'),
      { regex: '^(node:|@prisma/|pg$)', message: 'Pure rules do no input or output.' },
    ),
  },
]

const clock = 'Time is a parameter below the edge: take `now: Date` and let the caller look.'

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
      ...imports(),
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
  ...layers,
  {
    files: ['lib/auth/sign-in-client.ts', 'lib/auth/sign-out-client.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: upward }],
    },
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
      ...['lib/env.ts', 'instrumentation.ts', '*.config.{ts,mjs}'],
      ...['scripts/**', 'tests/**', 'prisma/**'],
    ],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // Here `use…` is a verb: a link is used, and Playwright's fixtures are.
    files: ['lib/services/**', 'lib/data/**', 'tests/e2e/**'],
    rules: { 'react-hooks/rules-of-hooks': 'off' },
  },
])
