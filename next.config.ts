import type { NextConfig } from 'next'
import { buildFolder, isCheckedApart, isForFunctions } from './lib/env-build'
import { securityHeaders } from './lib/http/security-headers'

/** What the server in front of Next.js does elsewhere; see docs/decisions/0028-functions.md. */
const functions: NextConfig = {
  output: 'standalone',
  // Only here is there a middleware.jsx, and it goes before middleware.ts.
  pageExtensions: ['jsx', 'tsx', 'ts'],
  turbopack: { resolveExtensions: ['.jsx', '.tsx', '.ts', '.js', '.mjs', '.json'] },
  headers: async () => [
    {
      source: '/:path*',
      headers: securityHeaders({ isHttps: true, isDevelopment: false }).map(([key, value]) => ({
        ...{ key, value },
      })),
    },
  ],
  // Read from disk, by paths that are made at run time: hashing threads, and the list of migrations.
  outputFileTracingIncludes: {
    '/*': [
      'lib/password/**/*.mjs',
      'node_modules/bcryptjs/{package.json,index.js}',
      'node_modules/hash-wasm/{package.json,dist/index.umd.js}',
      'prisma/migrations/**/*',
    ],
  },
  // Next.js reads it for fonts while it builds.
  outputFileTracingExcludes: {
    '*': ['node_modules/next/dist/server/capsize-font-metrics.json'],
  },
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
