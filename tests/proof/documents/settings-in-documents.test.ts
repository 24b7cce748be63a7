import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** Settings used only by `npm run demo` and `npm run dev`. */
const local = read('scripts/run/local-settings.mjs').match(/\bLOCAL_[A-Z_]+/g) ?? []

/** The settings in the schema of `lib/env.ts`, except the mode, which no file may set. */
const settings = [
  ...[...read('lib/env.ts').matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name = '']) => name),
  ...new Set(local),
].filter((name) => name !== 'LATCHKEY_MODE')

test('.env.example lists every setting, and nothing else', () => {
  const named = [...read('.env.example').matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name)
  expect(settings).toContain('SUDO_SECONDS')
  expect(named.toSorted()).toEqual(settings.toSorted())
})

test('docs/settings.md has a row for every setting, and for nothing else', () => {
  const rows = read('docs/settings.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
  const named = rows.flatMap(([, names = '']) => names.match(/[A-Z][A-Z_]+/g) ?? [])
  expect(named.toSorted()).toEqual(settings.toSorted())
  expect(rows.filter(([, , , meaning = '']) => !meaning.endsWith('.'))).toEqual([])
})
