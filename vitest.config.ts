import { availableParallelism } from 'node:os'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { TEST_SECRETS } from './scripts/test/test-server.mjs'
import { findModules } from './tests/setup/find-modules.mjs'

// Before any worker starts: a process reads its time zone only once.
process.env.TZ = 'UTC'

const test = {
  // next-auth imports `next/server` without its extension, which Node alone does not resolve.
  server: { deps: { inline: ['next-auth', '@auth/core'] } },
  restoreMocks: true,
  // Bounds for what hangs: a busy machine takes several times as long as a quiet one.
  testTimeout: 30_000,
  hookTimeout: 60_000,
  env: {
    LATCHKEY_MODE: 'test',
    AUTH_URL: 'http://localhost:3000',
    ...TEST_SECRETS,
    BCRYPT_COST: '4',
    // What the tests count on; another default changes none of them.
    SIGN_IN_MAX_FAILURES: '5',
    SIGN_IN_LOCK_SECONDS: '30',
    LOG_LEVEL: 'silent',
  },
}

export default defineConfig({
  test: {
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        ...findModules,
        test: {
          ...test,
          name: 'unit',
          environment: 'node',
          isolate: false,
          include: ['tests/{unit,proof}/**/*.test.{ts,tsx}'],
          setupFiles: ['tests/setup/fresh-start.ts', 'tests/setup/console.ts'],
        },
      },
      {
        ...findModules,
        plugins: [react()],
        test: {
          ...test,
          name: 'components',
          environment: 'jsdom',
          isolate: false,
          environmentOptions: { jsdom: { url: 'http://localhost:3000' } },
          include: ['tests/components/**/*.test.{ts,tsx}'],
          setupFiles: [
            'tests/setup/fresh-start.ts',
            'tests/setup/console.ts',
            'tests/setup/components.ts',
          ],
        },
      },
      {
        ...findModules,
        test: {
          ...test,
          name: 'integration',
          environment: 'node',
          isolate: false,
          include: ['tests/integration/**/*.test.{ts,tsx}'],
          setupFiles: [
            'tests/setup/fresh-start.ts',
            'tests/setup/console.ts',
            'tests/setup/own-database.ts',
          ],
          globalSetup: ['tests/setup/cluster.ts'],
        },
      },
    ],
  },
})
