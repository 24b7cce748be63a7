import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** What the schema of `lib/env.ts` names, but for the mode, which no file may set. */
const settings = [...read('lib/env.ts').matchAll(/^ {2}([A-Z][A-Z_]+):/gm)]
  .map(([, name = '']) => name)
  .filter((name) => name !== 'LATCHKEY_MODE')

test('every setting stands in .env.example, and nothing else does', () => {
  const named = [...read('.env.example').matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name)
  expect(settings).toContain('SUDO_SECONDS')
  expect(named.toSorted()).toEqual(settings.toSorted())
})

test('every setting stands in the README with its meaning', () => {
  const [, table = ''] = read('README.md').split('\n## Settings\n')
  const named = [...(table.split('\n## ')[0] ?? '').matchAll(/`([A-Z][A-Z_]+)`/g)]
  const missing = settings.filter((setting) => !named.some(([, name]) => name === setting))
  expect(missing).toEqual([])
})
