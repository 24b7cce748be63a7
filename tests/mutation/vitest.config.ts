import { defineConfig } from 'vitest/config'
import { findModules } from '../setup/find-modules.mjs'

/** The tests that answer for a layer; the others would only cost time at every mutant. */
const TESTS: Record<string, string[]> = {
  domain: ['tests/unit/domain/**/*.test.ts'],
  password: ['tests/unit/password/**/*.test.ts'],
  services: ['tests/integration/{services,mail}/**/*.test.ts', 'tests/unit/services/**/*.test.ts'],
}

const layer = process.env.LATCHKEY_MUTATED_LAYER ?? 'domain'
const needsDatabase = layer === 'services'

export default defineConfig({
  ...findModules,
  test: {
    include: TESTS[layer] ?? [],
    server: { deps: { inline: ['next-auth', '@auth/core'] } },
    restoreMocks: true,
    setupFiles: [
      'tests/setup/console.ts',
      ...(needsDatabase ? ['tests/setup/own-database.ts'] : []),
    ],
    globalSetup: needsDatabase ? ['tests/setup/cluster.ts'] : [],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: {
      TZ: 'UTC',
      LATCHKEY_MODE: 'test',
      AUTH_URL: 'http://localhost:3000',
      AUTH_SECRET: 'test-auth-secret-of-at-least-32-characters',
      PASSWORD_PEPPER: 'test:test-pepper-of-at-least-32-characters',
      BCRYPT_COST: '10',
      LOG_LEVEL: 'silent',
    },
  },
})
