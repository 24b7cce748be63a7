import { defineConfig } from 'vitest/config'
import { findModules } from './setup/find-modules.mjs'

/**
 * Runs against the production build in `LATCHKEY_DIST_DIR`: each starts its own server, one at a
 * time.
 */
export default defineConfig({
  ...findModules,
  test: {
    include: ['tests/{faults,functions,fuzz,kill,operations,processes}/**/*.test.ts'],
    fileParallelism: false,
    globalSetup: ['tests/setup/cluster.ts'],
    env: { LATCHKEY_MODE: 'test' },
    // Bounds for what hangs: a busy machine takes several times as long as a quiet one.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
