import { defineConfig } from 'vitest/config'
import { findModules } from './setup/find-modules.mjs'

/** Runs against the production build in `LATCHKEY_DIST_DIR`: each a server of its own, one at a time. */
export default defineConfig({
  ...findModules,
  test: {
    include: ['tests/{fuzz,faults,kill,processes}/**/*.test.ts'],
    fileParallelism: false,
    globalSetup: ['tests/setup/cluster.ts'],
    env: { LATCHKEY_MODE: 'test' },
    hookTimeout: 120_000,
  },
})
