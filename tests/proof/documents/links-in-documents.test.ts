import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')

const documents = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...['docs', '.github'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.md'))
      .map((path) => join(folder, path)),
  ),
]

test.each(documents)('every file that %s links to exists', (document) => {
  const text = readFileSync(join(root, document), 'utf8')
  // A path with parentheses is written between < and >.
  const links = text.matchAll(/\]\((?:<([^>]+)>|((?!https?:)[^)#]+)(?:#[^)]*)?)\)/g)
  const targets = [...links].map(([, quoted, plain]) => quoted ?? plain ?? '')
  const missing = targets.filter((path) => !existsSync(join(root, dirname(document), path)))
  expect(missing).toEqual([])
})

test('every promise names its test', () => {
  const text = readFileSync(join(root, 'docs/promises.md'), 'utf8')
  const table = text.split(/\| promise +\| test +\|/)[1]?.split('\n\n')[0] ?? ''
  const rows = table.split('\n').filter((line) => /^\| (?!-)/.test(line))
  expect(rows.length).toBeGreaterThan(10)
  expect(rows.filter((row) => !/\.(test|spec)\.tsx?\)/.test(row))).toEqual([])
})
