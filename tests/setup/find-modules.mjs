import { fileURLToPath } from 'node:url'

/** @param {string} path */
const fromRoot = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** How every run of Vitest finds the modules. */
export const findModules = {
  resolve: {
    alias: [
      { find: /^@\//, replacement: fromRoot('') },
      // The marker throws wherever React's server condition is absent, as it is in tests.
      { find: 'server-only', replacement: fromRoot('node_modules/server-only/empty.js') },
    ],
  },
}
