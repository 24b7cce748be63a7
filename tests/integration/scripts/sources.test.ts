import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hashSources } from '@/scripts/run/sources.mjs'

let clone = ''

beforeEach(async () => {
  clone = await mkdtemp(join(tmpdir(), 'latchkey-sources-'))
  await write('app/page.tsx', 'one')
})

afterEach(() => rm(clone, { recursive: true }))

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(clone, path)), { recursive: true })
  await writeFile(join(clone, path), text)
}

test.each([
  'app/page.tsx',
  'app/(auth)/sign-in/page.tsx',
  'lib/env.ts',
  'public/mark.svg',
  'prisma/schema.prisma',
  'scripts/run/serve.ts',
  'scripts/run/compile.mjs',
  'package-lock.json',
  'next.config.ts',
  'a-folder-nobody-knows-yet/file.ts',
])('a change of %s requires a new build', async (path) => {
  const before = await hashSources(clone)
  await write(path, 'two')

  expect(await hashSources(clone)).not.toBe(before)
})

test.each([
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  '.editorconfig',
  '.nvmrc',
  '.github/workflows/ci.yml',
  'docs/security.md',
  'tests/unit/env.test.ts',
  'scripts/run/demo.mjs',
  'prisma/migrations/1_first/migration.sql',
  'lib/data/generated/client.ts',
  'node_modules/next/package.json',
  '.data/secrets.json',
  '.next/BUILD_ID',
  'next-env.d.ts',
])('a change of %s does not', async (path) => {
  const before = await hashSources(clone)
  await write(path, 'two')

  expect(await hashSources(clone)).toBe(before)
})

test('a moved or deleted file requires a new build', async () => {
  const before = await hashSources(clone)
  await rm(join(clone, 'app/page.tsx'))
  expect(await hashSources(clone)).not.toBe(before)

  await write('app/other.tsx', 'one')
  expect(await hashSources(clone)).not.toBe(before)
})
