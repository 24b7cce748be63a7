import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { build, stop } from 'esbuild'
import { root } from '../places.mjs'
import { writeBuildFacts } from '../../lib/inspector/sources/write-build-facts.mjs' // optional part: inspector

/** The TypeScript programs that Node runs directly, outside Next. */
const PROGRAMS = [
  'scripts/run/serve.ts',
  'scripts/operate/cli.ts',
  'prisma/seed.ts',
  'prisma/demo-accounts.ts',
]

/**
 * The `server-only` marker throws outside React's server condition; these programs are server code
 * only.
 */
const serverOnly = {
  name: 'server-only',
  /** @param {import('esbuild').PluginBuild} plugin */
  setup(plugin) {
    plugin.onResolve({ filter: /^server-only$/ }, ({ path }) => ({ path, namespace: 'empty' }))
    plugin.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: '' }))
  },
}

/** Next has no export map, so Node needs the file extension that Next's bundler adds. */
const nextExtension = {
  name: 'next-extension',
  /** @param {import('esbuild').PluginBuild} plugin */
  setup(plugin) {
    plugin.onResolve({ filter: /^next\/[a-z/-]+$/ }, ({ path }) => ({
      path: `${path}.js`,
      external: true,
    }))
  },
}

/**
 * Compiles the programs to JavaScript; packages stay external.
 *
 * @param {string} folder
 */
export async function compile(folder) {
  const entryPoints = await present(PROGRAMS)
  await rm(folder, { recursive: true, force: true })
  await build({
    entryPoints: entryPoints.map((path) => join(root, path)),
    entryNames: '[name]',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias: { '@': root },
    plugins: [serverOnly, nextExtension],
    sourcemap: 'linked',
    logLevel: 'silent',
  })
  await writeBuildFacts(folder) // optional part: inspector
  await stop() // Otherwise esbuild's helper process would keep the caller running.
}

/** @param {readonly string[]} paths */
async function present(paths) {
  const found = await Promise.all(paths.map((path) => stat(join(root, path)).catch(() => null)))
  return paths.filter((_, index) => found[index] !== null)
}
