import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { usableCores } from '@/lib/platform/cores'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quota-'))
})
afterAll(() => rm(folder, { recursive: true }))

const all = availableParallelism()

test.each([
  ['a quota of half a core is one core', '50000 100000\n', 1],
  ['a quota of one core is one core', '100000 100000\n', 1],
  ['a quota above the machine is the machine', '99900000 100000\n', all],
  ['no quota is the machine', 'max 100000\n', all],
  ['a file in another format is the machine', 'nonsense', all],
])('%s', async (_claim, content, cores) => {
  const file = join(folder, 'cpu.max')
  await writeFile(file, content)
  expect(usableCores(file)).toBe(cores)
})

test('without control groups it is the machine', () => {
  expect(usableCores(join(folder, 'missing'))).toBe(all)
})
