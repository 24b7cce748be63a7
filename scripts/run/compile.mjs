import { rm, stat } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { fileURLToPath } from 'node:url'
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
 * Compiles the programs to JavaScript. Packages stay external, but for zod, of which each program needs a
 * tenth. What a program imports late is in files of its own, so that it is loaded late.
 *
 * @param {string} folder
 */
export async function compile(folder) {
  await rm(folder, { recursive: true, force: true })
  for (const path of await present(PROGRAMS)) {
    await build({
      entryPoints: [join(root, path)],
      entryNames: '[name]',
      chunkNames: `${parse(path).name}-[name]-[hash]`,
      splitting: true,
      outdir: folder,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      alias: { '@': root, zod: fileURLToPath(import.meta.resolve('zod')) },
      plugins: [serverOnly, nextExtension],
      sourcemap: 'linked',
      logLevel: 'silent',
    })
  }
  await writeBuildFacts(folder) // optional part: inspector
  await stop() // Otherwise esbuild's helper process would keep the caller running.
}

/** @param {readonly string[]} paths */
async function present(paths) {
  const found = await Promise.all(paths.map((path) => stat(join(root, path)).catch(() => null)))
  return paths.filter((_, index) => found[index] !== null)
}
