import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')

/** What the modules of a program load as they are loaded themselves; what is imported late is left out. */
async function packagesLoadedBy(program: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [program],
    absWorkingDir: root,
    ...{ bundle: true, splitting: true, write: false, metafile: true, outdir: 'unused' },
    ...{ platform: 'node', format: 'esm', packages: 'external', alias: { '@': root } },
  })
  const packages = new Set<string>()
  const files = new Set([program])
  for (const file of files) {
    for (const { path, kind, external } of metafile.inputs[file]?.imports ?? []) {
      if (kind === 'dynamic-import') continue
      if (external) packages.add(path)
      else files.add(path)
    }
  }
  return [...packages].filter((path) => !path.startsWith('node:') && !path.startsWith('next/'))
}

/* Next.js loads both before it answers anything, and in functions anew for each process. */
test.each(['middleware.ts', 'middleware.jsx', 'lib/functions/start.ts'])(
  '%s loads a driver, and no more of what asks, hashes, measures or reads certificates',
  async (program) => {
    const needed = [
      '@opentelemetry/api',
      'ipaddr.js',
      'lru-cache',
      'pg',
      'pino',
      'punycode.js',
      'zod',
    ]
    const loaded = await packagesLoadedBy(program)
    expect(loaded).toContain('pg')
    expect(loaded.filter((path) => !needed.includes(path))).toEqual([])
  },
)

test('a page that signs in loads what reads certificates when a passkey is used', async () => {
  const loaded = await packagesLoadedBy('auth.ts')
  expect(loaded).toContain('@prisma/adapter-pg')
  expect(loaded.filter((path) => path.startsWith('@simplewebauthn/'))).toEqual([])
})
