import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** Settings used only by `npm run demo` and `npm run dev`. */
const local = read('scripts/run/local-settings.mjs').match(/\bLOCAL_[A-Z_]+/g) ?? []

const schemas = `${read('lib/env.ts')}${read('lib/env-runtime.ts')}`

/** The settings in the schemas, except the mode, which no file may set. */
const settings = [
  ...[...schemas.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name = '']) => name),
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

test.skipIf(process.platform === 'win32')('a shell reads .env.example, as documents tell', () => {
  const script = 'set -e; set -a; . ./.env.example; set +a; printf %s "$MAIL_FROM"'
  expect(execFileSync('sh', ['-c', script], { cwd: root, encoding: 'utf8' })).toContain(
    '<no-reply@',
  )
})
