import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

// Before any worker starts: a process reads its time zone only once.
process.env.TZ = 'UTC'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const shared = {
  resolve: {
    alias: [
      { find: /^@\//, replacement: here('./') },
      // The marker throws wherever React's server condition is absent, as it is in tests.
      { find: 'server-only', replacement: here('./node_modules/server-only/empty.js') },
    ],
  },
}

const test = {
  // next-auth imports `next/server` without its extension, which Node alone does not resolve.
  server: { deps: { inline: ['next-auth', '@auth/core'] } },
  restoreMocks: true,
  env: {
    LATCHKEY_MODE: 'test',
    AUTH_URL: 'http://localhost:3000',
    AUTH_SECRET: 'test-auth-secret-of-at-least-32-characters',
    PASSWORD_PEPPER: 'test:test-pepper-of-at-least-32-characters',
    BCRYPT_COST: '10',
    LOG_LEVEL: 'silent',
  },
}

export default defineConfig({
  test: {
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        ...shared,
        test: {
          ...test,
          name: 'unit',
          environment: 'node',
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          setupFiles: ['tests/setup/console.ts'],
        },
      },
      {
        ...shared,
        plugins: [react()],
        test: {
          ...test,
          name: 'components',
          environment: 'jsdom',
          environmentOptions: { jsdom: { url: 'http://localhost:3000' } },
          include: ['tests/components/**/*.test.{ts,tsx}'],
          setupFiles: ['tests/setup/console.ts', 'tests/setup/components.ts'],
        },
      },
      {
        ...shared,
        test: {
          ...test,
          name: 'integration',
          environment: 'node',
          include: ['tests/integration/**/*.test.{ts,tsx}'],
          setupFiles: ['tests/setup/console.ts', 'tests/setup/own-database.ts'],
          globalSetup: ['tests/setup/cluster.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
