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
    loader: { '.css': 'empty', '.woff2': 'empty' },
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

const ANY = ['@opentelemetry/api', 'ipaddr.js', 'lru-cache', 'pg', 'pino', 'punycode.js', 'zod']
const PAGE = /^(react(\/jsx-runtime)?|react-hot-toast\/headless|next-auth.*|server-only)$/

/* In functions all of it is loaded anew for each process, and Next.js loads the middleware before it answers. */
test.each([
  'middleware.ts',
  'middleware.jsx',
  'lib/functions/start.ts',
  'auth.ts',
  'app/layout.tsx',
  'app/(auth)/sign-in/page.tsx',
])(
  '%s loads no Prisma, and nothing that hashes, measures or reads certificates',
  async (program) => {
    const loaded = await packagesLoadedBy(program)
    expect(loaded).toContain('zod')
    expect(loaded.filter((path) => !ANY.includes(path) && !PAGE.test(path))).toEqual([])
  },
)
