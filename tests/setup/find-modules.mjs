import { fileURLToPath } from 'node:url'

/** @param {string} path */
const fromRoot = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** Module resolution for every Vitest run. */
export const findModules = {
  resolve: {
    alias: [
      { find: /^@\//, replacement: fromRoot('') },
      // The marker throws without React's server condition, as in tests.
      { find: 'server-only', replacement: fromRoot('node_modules/server-only/empty.js') },
    ],
  },
}
