import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../places.mjs'

/*
 * The sources of a build. Everything counts except what is listed here: a missing entry causes a
 * needless build, never an outdated one.
 */
const NOT_BUILT = new Set([
  ...['docs', 'node_modules', 'test-results', 'playwright-report', 'tests', 'coverage'],
  // Generated from the schema, or applied to the database, but not built.
  ...['lib/data/generated', 'prisma/migrations'],
  ...[
    'eslint.config.mjs',
    'vitest.config.ts',
    'next-env.d.ts',
    'tsconfig.json',
    'tsconfig.build.json',
  ],
])
const BUILD_SCRIPTS = new Set(['scripts/run/build.mjs', 'scripts/run/compile.mjs'])

/**
 * @param {string} [clone]
 * @returns {Promise<string>} a hash that changes with any source of a build
 */
export async function hashSources(clone = root) {
  const hash = createHash('sha256')
  for (const path of await listSources(clone, '')) {
    hash.update(`${path}\0`)
    hash.update(await readFile(join(clone, path)))
  }
  return hash.digest('hex')
}

/**
 * @param {string} clone
 * @param {string} folder relative to the clone, empty for the clone itself
 * @returns {Promise<string[]>}
 */
async function listSources(clone, folder) {
  const entries = await readdir(join(clone, folder), { withFileTypes: true })
  const paths = []
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.name.startsWith('.') || NOT_BUILT.has(path)) continue
    if (entry.isDirectory()) paths.push(...(await listSources(clone, path)))
    else if (entry.isFile() && isSource(path)) paths.push(path)
  }
  return paths
}

/** @param {string} path */
function isSource(path) {
  if (/\.(md|log|tsbuildinfo)$/.test(path) || path === 'LICENSE') return false
  return !(path.startsWith('scripts/') && path.endsWith('.mjs')) || BUILD_SCRIPTS.has(path)
}
