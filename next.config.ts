import type { NextConfig } from 'next'
import { buildFolder, isCheckedApart, isForFunctions } from './lib/env-build'
import { securityHeaders } from './lib/http/security-headers'

/** What traces find, but only builds, the edge runtime and renderers of other pages load. */
const NOT_OF_A_FUNCTION = [
  ...[
    ...[
      'server/capsize-font-metrics.json',
      'server/typescript/**',
      'server/lib/router-utils/typegen.js',
    ],
    'server/dev/{hot-reloader,middleware}-{turbopack,webpack}.js',
    'server/dev/{on-demand-entry-handler,turbopack-utils}.js',
    'compiled/{@edge-runtime/primitives,edge-runtime,@mswjs,conf,tar,watchpack,ws}/**',
    'compiled/next-server/*experimental*',
  ].map((path) => `node_modules/next/dist/${path}`),
  'node_modules/react-dom/cjs/react-dom-server*.browser.*',
  'node_modules/react-dom/cjs/react-dom-server.edge.*',
  // Browsers alone estimate how strong a password is.
  `${buildFolder()}/server/chunks/ssr/components_auth_password-strength_*`,
]

const POLICY = 'Content-Security-Policy'
const HEADERS = securityHeaders({ isHttps: true, isDevelopment: false }).map(([key, value]) => {
  return { key, value }
})

/** What the server in front of Next.js does elsewhere; see docs/decisions/0028-functions.md. */
const functions: NextConfig = {
  output: 'standalone',
  // Only here is there a middleware.jsx, and it goes before middleware.ts.
  pageExtensions: ['jsx', 'tsx', 'ts'],
  turbopack: { resolveExtensions: ['.jsx', '.tsx', '.ts', '.js', '.mjs', '.json'] },
  headers: async () => [
    { source: '/:path*', headers: HEADERS.filter(({ key }) => key !== POLICY) },
    // Only for files that the middleware does not see: some platforms let it win over a page's own.
    {
      source: '/:file((?:_next/static/|favicon\\.|icon\\.|plain\\.css|robots\\.txt|fonts/).*)',
      headers: HEADERS.filter(({ key }) => key === POLICY),
    },
  ],
  // Read from disk, by paths that are made at run time: hashing threads, and the list of migrations.
  outputFileTracingIncludes: {
    '/*': [
      'lib/password/**/*.mjs',
      'lib/password/generated/common-passwords.gz',
      'node_modules/bcryptjs/{package.json,index.js}',
      'node_modules/hash-wasm/{package.json,dist/index.umd.js}',
      'prisma/migrations/**/*',
    ],
  },
  outputFileTracingExcludes: { '*': [...NOT_OF_A_FUNCTION] },
}

const config: NextConfig = {
  pageExtensions: ['tsx', 'ts'],
  ...(isForFunctions() ? functions : {}),
  distDir: buildFolder(),
  env: { LATCHKEY_BUILT_FOR: isForFunctions() ? 'functions' : 'server' },
  poweredByHeader: false,
  reactStrictMode: true,
  // Titles come with the page. Streamed, they are gone for a moment when a page is rendered again.
  htmlLimitedBots: /.*/,
  // The optimizer has had more advisories than any other part; our images are small already.
  images: { unoptimized: true },
  // Not the tests, and not what `next dev` has left behind of pages that are gone.
  typescript: { tsconfigPath: 'tsconfig.build.json', ignoreBuildErrors: isCheckedApart() },
  // Loaded from node_modules as they are: workers, native parts, and what must exist only once.
  serverExternalPackages: [
    '@opentelemetry/api',
    'bcryptjs',
    'nodemailer',
    'pg',
    'pino',
    'piscina',
    'prom-client',
    'sharp',
  ],
  experimental: {
    // Pages are loaded when they are first asked for: a start is not to wait for all of them.
    preloadEntriesOnStart: false,
    // The front refuses larger bodies per path; this is its one exception, the profile image.
    serverActions: { bodySizeLimit: '11mb' },
    // Of a larger body the page behind the middleware would get the beginning alone.
    proxyClientMaxBodySize: '11mb',
  },
}

export default config
