import type { NextConfig } from 'next'
import { buildFolder, isCheckedApart } from './lib/env-build'

const config: NextConfig = {
  distDir: buildFolder(),
  poweredByHeader: false,
  reactStrictMode: true,
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
