import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { unreadableEnvFile } from '@/scripts/run/env-files.mjs'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'env-files-'))
})
afterAll(() => rm(folder, { recursive: true }))

test('a missing env file is fine, and so is one that can be read', async () => {
  expect(unreadableEnvFile(folder)).toBeNull()
  await writeFile(join(folder, '.env.local'), 'PORT=3000\n')
  expect(unreadableEnvFile(folder)).toBeNull()
})

test('one that cannot be read is named, with the remedy', async () => {
  // A link to itself is unreadable for root too.
  await symlink('.env', join(folder, '.env'))
  expect(unreadableEnvFile(folder)).toBe(
    '.env cannot be read (ELOOP). Make it readable for the user that runs this: chown and chmod 600.',
  )
})
