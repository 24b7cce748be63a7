import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { localSecrets } from '@/scripts/run/secrets.mjs'

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-secrets-'))
})

afterEach(() => rm(folder, { recursive: true }))

test('secrets are generated once and kept', async () => {
  const first = await localSecrets(folder)

  expect(first.authSecret).toMatch(/^[0-9a-f]{64}$/)
  expect(first.passwordPepper).toMatch(/^local:[0-9a-f]{64}$/)
  expect(await localSecrets(folder)).toEqual(first)
})

test('only their owner can read them', async () => {
  await localSecrets(folder)

  expect((await stat(join(folder, 'secrets.json'))).mode & 0o777).toBe(0o600)
})

test('concurrent starts agree on one set of secrets and leave no other files', async () => {
  const all = await Promise.all(Array.from({ length: 8 }, () => localSecrets(folder)))

  expect(new Set(all.map(({ authSecret }) => authSecret)).size).toBe(1)
  expect(await readdir(folder)).toEqual(['secrets.json'])
})
