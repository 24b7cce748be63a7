import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { afterAll, beforeAll, expect, test } from 'vitest'
import nextConfig from '@/next.config'

/* A build fails over what it ships, and over nothing else that happens to lie about. */

const root = join(import.meta.dirname, '../../..')

const SHIPPED = [
  'app/page.tsx',
  'lib/env.ts',
  'components/ui/button.tsx',
  'middleware.ts',
  'middleware.jsx',
  '.next/types/validator.ts',
]
const LYING_ABOUT = [
  'tests/unit/broken.test.ts',
  'tests/e2e/playwright.config.ts',
  '.next/dev/types/validator.ts', // Names a page that was deleted since `npm run dev` ran.
  '.data/test/next/types/validator.ts',
  '.data/build/old/page.tsx',
  'vitest.config.ts',
  'scripts/test/check.mjs',
]

let copy = ''

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'latchkey-built-'))
  for (const path of [...SHIPPED, ...LYING_ABOUT]) {
    await mkdir(join(copy, dirname(path)), { recursive: true })
    await writeFile(join(copy, path), 'export {}\n')
  }
  for (const name of ['tsconfig.json', project()])
    await copyFile(join(root, name), join(copy, name))
})

afterAll(() => rm(copy, { recursive: true }))

const project = () => nextConfig.typescript?.tsconfigPath ?? 'tsconfig.json'

test('a build looks at what it ships', () => {
  const { config } = ts.readConfigFile(join(copy, project()), ts.sys.readFile) as {
    config: unknown
  }
  const { fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, copy)
  expect(fileNames.map((file) => relative(copy, file)).sort()).toEqual(SHIPPED.toSorted())
})
