/*
 * Who may import whom, default deny. Every room of the house names what it may import; all else is
 * refused, type-only imports included, and so are circles and files in no room. `npm run check` runs
 * it, tests/proof/layers proves it, docs/decisions/0020 says why.
 *
 * A new folder gets a room here. A refused import is never solved by widening a room first: each
 * room says what to do instead.
 */

/**
 * @typedef {{
 *   files: string,
 *   may: readonly string[],
 *   mountedBy?: readonly string[],
 *   packages: string,
 *   instead: string,
 * }} Room
 * @property files a pattern on paths from the root; a file belongs to the first room that fits
 * @property may rooms, and single files without their ending, beside its own files; `.` is anything
 * @property mountedBy of an optional part: the files outside that plug it in
 * @property packages a pattern on names of npm packages and of Node's own modules
 * @property instead what to do instead of a refused import
 */

/** @param {readonly string[]} names */
const allBut = (...names) => `(?!(node_modules/)?(@types/)?(${names.join('|')})(/|$)).+`
const FRAMEWORK = ['next', 'next-auth', '@auth/[^/]+', 'react', 'react-dom', 'server-only']
const ANY_PACKAGE = '.+'
const NO_FRAMEWORK = allBut(...FRAMEWORK)
const NO_FRAMEWORK_NO_DATABASE = allBut(...FRAMEWORK, '@prisma/[^/]+', 'pg')

/** Pure code, or as good as pure: what any room may import. */
const GROUND = ['domain', 'product']

const SERVICES_MAY = [
  ...GROUND,
  ...['data', 'schemas', 'crypto', 'password', 'mail', 'image', 'metrics', 'env', 'platform'],
]

/** @type {Record<string, Room>} */
export const rooms = {
  // What an adopter may take out whole. No other room names these, so nothing else imports them.
  inspector: {
    files: '(lib/inspector|components/inspector|app/inspector|app/api/auth-flow)/',
    mountedBy: [
      ...['scripts/run/serve.ts', 'scripts/run/compile.mjs', 'app/navigation.ts'],
      'app/(landing)/page.tsx',
    ],
    may: [
      ...GROUND,
      ...['app', 'components', 'auth', 'services', 'schemas', 'data', 'crypto', 'http', 'mail'],
      ...['metrics', 'password', 'telemetry', 'env', 'platform', 'prisma'],
    ],
    packages: ANY_PACKAGE,
    instead: 'The inspector may import the whole product, and neither tests nor scripts.',
  },
  mailbox: {
    files: '(app/mailbox|components/mailbox)/',
    mountedBy: [
      ...['app/(auth)/sign-up/page.tsx', 'app/(auth)/forgot-password/page.tsx'],
      ...['app/(auth)/resend-verification/page.tsx', 'app/(auth)/sign-in/page.tsx'],
      'app/navigation.ts',
      'app/(app)/account/security/page.tsx',
      'app/(app)/admin/users/[id]/page.tsx',
    ],
    may: [
      ...[...GROUND, 'components', 'auth', 'partServices', 'env', 'platform'],
      ...['app/navigation', 'app/site-frame', 'lib/mail/mail'],
    ],
    packages: ANY_PACKAGE,
    instead: 'Mailbox pages ask their service and pass the answer to components as props.',
  },
  landing: {
    files: '(app/\\(landing\\)/|app/page\\.tsx$|components/landing/)',
    may: [
      ...[...GROUND, 'components', 'auth', 'env', 'platform'],
      ...['app/site-frame', 'app/demo-accounts'],
    ],
    packages: ANY_PACKAGE,
    instead: 'The landing page shows things and decides nothing: ask lib/domain or a guard.',
  },
  admin: {
    files: '(app/\\(app\\)/admin|components/admin)/',
    mountedBy: ['app/navigation.ts', 'app/(app)/dashboard/page.tsx'],
    may: [...GROUND, 'components', 'auth', 'services', 'partServices', 'schemas', 'platform'],
    packages: ANY_PACKAGE,
    instead: 'Admin pages ask a service and pass the answer to components as props.',
  },

  httpConfig: {
    files: 'app/http\\.config\\.ts$',
    may: ['domain', 'lib/http/limits'],
    packages: 'nothing',
    instead: 'This file says what requests are admitted, and nothing else.',
  },
  app: {
    files: 'app/',
    may: [
      ...[...GROUND, 'components', 'auth', 'services', 'schemas', 'env', 'platform'],
      ...['prisma/demo-accounts', 'lib/jobs/run-due-jobs'],
    ],
    packages: ANY_PACKAGE,
    instead: 'Pages and actions ask a guard and then a service; only services ask lib/data.',
  },
  components: {
    files: 'components/',
    may: [
      ...GROUND,
      'schemas',
      'lib/platform/(errors|forms|result)',
      'lib/auth/(sign-in|sign-out)-client',
    ],
    packages: allBut('server-only', 'next/headers', 'next/server'),
    instead: 'The page loads data, names the action and passes both to the component as props.',
  },
  middleware: {
    files: 'middleware\\.ts$',
    may: [...GROUND, 'httpConfig', 'auth', 'http', 'env', 'platform'],
    packages: ANY_PACKAGE,
    instead: 'The middleware is a convenience, never the lock: lib/auth decides.',
  },
  functions: {
    files: '(lib/functions/|middleware\\.jsx$)',
    mountedBy: ['instrumentation.ts'],
    may: [
      ...[...GROUND, 'middleware', 'httpConfig', 'auth', 'http', 'jobs', 'mail', 'data'],
      ...['env', 'platform'],
    ],
    packages: ANY_PACKAGE,
    instead: 'Functions are an optional part: rules belong into lib/http, work into lib/jobs.',
  },
  instrumentation: {
    files: 'instrumentation\\.ts$',
    may: ['http', 'jobs', 'mail', 'platform', 'telemetry', 'lib/env-build'],
    packages: ANY_PACKAGE,
    instead: 'Starting work belongs into lib/jobs, lib/mail or lib/telemetry.',
  },
  auth: {
    files: '(auth\\.ts$|lib/auth/)',
    may: [...GROUND, 'services', 'data', 'schemas', 'crypto', 'http', 'metrics', 'env', 'platform'],
    packages: ANY_PACKAGE,
    instead: 'Auth glue asks services; pages and components import it, never the other way round.',
  },

  partServices: {
    files: 'lib/services/(admin-pages|mailbox)/',
    may: [...SERVICES_MAY, 'services'],
    packages: NO_FRAMEWORK_NO_DATABASE,
    instead:
      'Services of an optional part follow the rules of services; no other service needs them.',
  },
  services: {
    files: 'lib/services/',
    may: SERVICES_MAY,
    packages: NO_FRAMEWORK_NO_DATABASE,
    instead:
      'Services outlive the framework: take what you need as a parameter, ask lib/data for rows.',
  },
  jobs: {
    files: 'lib/jobs/',
    may: [...GROUND, 'services', 'data', 'lib/mail/send-mails-until', 'env', 'platform'],
    packages: NO_FRAMEWORK_NO_DATABASE,
    instead: 'A job repeats one service: what it does belongs there.',
  },
  doctor: {
    files: 'lib/doctor/',
    may: [...GROUND, 'data', 'crypto', 'password', 'mail', 'env', 'platform'],
    packages: NO_FRAMEWORK_NO_DATABASE,
    instead: 'The doctor looks at the ground floor alone, because it runs when the app does not.',
  },
  mail: {
    files: 'lib/mail/',
    may: [...GROUND, 'data', 'crypto', 'metrics', 'env', 'platform'],
    packages: NO_FRAMEWORK_NO_DATABASE,
    instead: 'Mail carries what a service hands it: put what it shows into the template data.',
  },
  http: {
    files: 'lib/http/',
    may: [...GROUND, 'metrics', 'platform'],
    packages: NO_FRAMEWORK_NO_DATABASE,
    instead: 'The front knows no accounts and no settings: pass them in where it is created.',
  },
  telemetry: {
    files: 'lib/telemetry/',
    may: [...GROUND, 'http', 'env', 'platform'],
    packages: NO_FRAMEWORK_NO_DATABASE,
    instead: 'Telemetry reads spans; product code opens them through lib/platform/tracing.',
  },
  password: {
    files: 'lib/password/',
    may: [...GROUND, 'metrics', 'env', 'platform'],
    packages: NO_FRAMEWORK_NO_DATABASE,
    instead: 'Hashing knows no users: the service passes the password and the stored hash.',
  },
  data: {
    files: 'lib/data/',
    may: [...GROUND, 'crypto', 'env', 'platform'],
    packages: NO_FRAMEWORK,
    instead: 'The data layer answers questions about rows: let the service that asks do the rest.',
  },
  image: {
    files: 'lib/image/',
    may: [...GROUND, 'platform'],
    packages: NO_FRAMEWORK_NO_DATABASE,
    instead: 'Image code takes and returns bytes; the service does the rest.',
  },
  crypto: {
    files: 'lib/crypto/',
    may: [...GROUND, 'env'],
    packages: '(crypto|jose)',
    instead: 'Cryptography takes keys and bytes: let whoever calls it do the rest.',
  },
  metrics: {
    files: 'lib/metrics/',
    may: [...GROUND, 'platform'],
    packages: 'prom-client',
    instead: 'Metrics hold numbers: whoever measures sets them.',
  },

  platform: {
    files: 'lib/platform/',
    may: ['product', 'lib/domain/time', 'lib/domain/passwords/password-policy', 'lib/env'],
    packages: NO_FRAMEWORK_NO_DATABASE,
    instead: 'The ground floor knows nothing of the product: pass it in as a parameter.',
  },
  env: {
    files: 'lib/env[^/]*\\.ts$',
    may: [...GROUND],
    packages: 'zod',
    instead: 'Settings are read before anything else is there: they stand on lib/domain alone.',
  },
  schemas: {
    files: 'lib/schemas/',
    may: ['domain'],
    packages: 'zod',
    instead: 'Schemas are shared by form and server: they know lib/domain and zod alone.',
  },
  domain: {
    files: 'lib/domain/',
    may: ['schemas', 'product'],
    packages: '(bowser|ipaddr\\.js|otpauth|punycode\\.js|zod)',
    instead: 'Rules are pure: take rows, settings and the time as parameters.',
  },
  product: {
    files: 'lib/product\\.ts$',
    may: [],
    packages: 'nothing',
    instead: 'What the product is called is a handful of constants.',
  },

  types: {
    files: 'types/',
    may: [...GROUND, 'services'],
    packages: ANY_PACKAGE,
    instead: 'This folder augments other packages and holds nothing else.',
  },
  prisma: {
    files: 'prisma(/|\\.config\\.ts$)',
    may: [...GROUND, 'data', 'crypto', 'password', 'env', 'platform'],
    packages: ANY_PACKAGE,
    instead: 'The seed writes rows with lib/data, and nothing more.',
  },
  measuring: {
    files: 'scripts/measure/',
    may: ['scripts', 'tests/bench/.*'],
    packages: ANY_PACKAGE,
    instead: 'These start what stands in tests/bench, and nothing more.',
  },
  scripts: {
    files: 'scripts/',
    may: [
      ...GROUND,
      ...[
        'httpConfig',
        'auth',
        'services',
        'doctor',
        'data',
        'http',
        'telemetry',
        'password',
        'schemas',
      ],
      ...['env', 'platform', 'prisma'],
    ],
    packages: ANY_PACKAGE,
    instead: 'A script calls a service: what it does belongs there, so that tests can call it too.',
  },
  config: {
    files: '([^/]+\\.config\\.(ts|mjs)|\\.dependency-cruiser\\.mjs)$',
    may: [
      'lib/env-build',
      'lib/http/security-headers',
      'product',
      'tests/setup/.*',
      'scripts/test/.*',
    ],
    packages: ANY_PACKAGE,
    instead: 'A tool reads its configuration outside the app: keep to settings.',
  },
  tests: { files: 'tests/', may: ['.'], packages: ANY_PACKAGE, instead: '' },
}

/**
 * Every way a package or a module of Node's own is reached.
 *
 * @type {import('dependency-cruiser').DependencyType[]}
 */
const PACKAGE_TYPES = [
  'core',
  'npm',
  'npm-dev',
  'npm-peer',
  'npm-optional',
  'npm-bundled',
  'npm-no-pkg',
  'npm-unknown',
]

const names = Object.keys(rooms)

/**
 * Exactly the files of a room: those that no earlier room has taken.
 *
 * @param {string} name
 */
function filesOf(name) {
  const earlier = names.slice(0, names.indexOf(name)).map((other) => rooms[other]?.files)
  const own = rooms[name]?.files
  return earlier.length === 0 ? `^(${own})` : `^(?!${earlier.join('|')})(${own})`
}

/** @param {string} entry of `may` */
function pathOf(entry) {
  if (entry === '.') return '^'
  return entry.includes('/') ? `^${entry}\\.[a-z]+$` : filesOf(entry)
}

/** @param {string} file */
const pathOfFile = (file) => `^${file.replaceAll(/[.()[\]]/g, '\\$&')}$`

const mounts = names.flatMap((part) =>
  (rooms[part]?.mountedBy ?? []).map((file) => ({ part, file, path: pathOfFile(file) })),
)

const perRoom = names.flatMap((name) => {
  const { may, packages, instead } = /** @type {Room} */ (rooms[name])
  const about = /** @type {const} */ ({ severity: 'error', comment: instead })
  const files = filesOf(name)
  const allowed = [name, ...may].map(pathOf)
  const own = mounts.filter(({ file }) => new RegExp(files).test(file))
  return [
    {
      ...{ name, ...about, from: { path: files, pathNot: own.map(({ path }) => path) } },
      to: { pathNot: allowed, dependencyTypesNot: PACKAGE_TYPES },
    },
    ...own.map(({ path }) => ({
      ...{ name, ...about, from: { path } },
      to: {
        pathNot: [
          ...allowed,
          ...own.filter((one) => one.path === path).map(({ part }) => filesOf(part)),
        ],
        dependencyTypesNot: PACKAGE_TYPES,
      },
    })),
    {
      ...{ name: `${name}-packages`, ...about, from: { path: files } },
      to: {
        dependencyTypes: PACKAGE_TYPES,
        pathNot: `^(node_modules/)?(${packages})(/|$)`,
      },
    },
  ]
})

const everyRoom = Object.values(rooms).map(({ files }) => `^(${files})`)
const noRoom = 'Move this file into a room, or give its folder one in .dependency-cruiser.mjs.'

/** @type {import('dependency-cruiser').IConfiguration} */
const configuration = {
  forbidden: [
    ...perRoom,
    {
      name: 'circle',
      severity: 'error',
      comment: 'Move what both sides need into a file that both may import, types too.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-room',
      severity: 'error',
      comment: noRoom,
      from: { pathNot: [...everyRoom, 'node_modules'] },
      to: {},
    },
    {
      name: 'no-room',
      severity: 'error',
      comment: noRoom,
      from: { orphan: true, pathNot: everyRoom },
      to: {},
    },
    {
      name: 'unresolved',
      severity: 'error',
      comment: 'Nothing is there: correct the path, or install the package.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^lib/data/generated/'] },
    exclude: {
      path: ['^\\.(next|data)/', '^next-env\\.d\\.ts$', '^tests/bench/(pages|reference)/'],
    },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}

export default configuration
