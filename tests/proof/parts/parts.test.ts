import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  withoutDeadLinks,
  withoutDeadProofs,
  withRouteRow,
} from '@/scripts/adopt/document-rows.mjs'
import { markedLines, withoutMarkedLines } from '@/scripts/adopt/marked-lines.mjs'
import { PARTS, SHARED } from '@/scripts/adopt/parts.mjs'

const root = join(import.meta.dirname, '../../..')
const FOLDERS = ['app', 'components', 'lib', 'scripts', 'tests']
const sources = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !path.startsWith('data/generated'))
    .map((path) => `${folder}/${path}`),
).filter((path) => statSync(join(root, path)).isFile())
const textOf = (path: string) => readFileSync(join(root, path), 'utf8')

const isIn = (paths: readonly string[], file: string) =>
  paths.some((path) => file === path || file.startsWith(`${path}/`))

/** The project files that a text imports, without extension. */
function importsOf(path: string, text: string): string[] {
  const named = text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)
  return [...named].flatMap(([, source = '']) => {
    if (source.startsWith('@/')) return [source.slice(2)]
    return source.startsWith('.') ? [normalize(join(dirname(path), source))] : []
  })
}

describe('an optional part', () => {
  test.each(Object.entries(PARTS))('%s: all of its paths exist', (_name, { paths }) => {
    // A removed part is missing completely.
    const there = paths.filter((path) => existsSync(join(root, path)))
    expect(there.length === 0 ? [...paths] : there).toEqual(paths)
  })

  test.each(Object.entries(PARTS))('%s includes what nothing else imports', (name, { paths }) => {
    const importers = sources.map((path) => {
      const text = textOf(path)
      const isOf = isIn(paths, path)
      const kept = isOf ? [] : importsOf(path, withoutMarkedLines(text, name))
      return { all: importsOf(path, text), kept }
    })
    const without = (files: readonly string[]) =>
      files.map((path) => path.replace(/\.(ts|tsx|mjs)$/, ''))
    const imported = new Set(without(importers.flatMap(({ all }) => all)))
    const stillImported = new Set(without(importers.flatMap(({ kept }) => kept)))
    const orphans = sources
      .filter((path) => !isIn([...paths, ...SHARED.flatMap((shared) => shared.paths)], path))
      .filter((path) => without([path]).some((one) => imported.has(one) && !stillImported.has(one)))
    expect(orphans).toEqual([])
  })

  test.each(Object.entries(PARTS))('%s is imported only by marked lines', (name, { paths }) => {
    const bare = paths.map((path) => path.replace(/\.(ts|tsx|mjs)$/, ''))
    const importers = sources
      .filter((path) => !isIn(paths, path))
      .filter((path) =>
        importsOf(path, withoutMarkedLines(textOf(path), name)).some((one) =>
          isIn(bare, one.replace(/\.(ts|tsx|mjs)$/, '')),
        ),
      )
    expect(importers).toEqual([])
  })
})

test.each(SHARED)('$paths.0 is imported only by $parts', ({ parts, paths }) => {
  const bare = paths.map((path) => path.replace(/\.(ts|tsx|mjs)$/, ''))
  const users = [...paths, ...parts.flatMap((part) => PARTS[part]?.paths ?? [])]
  const others = sources
    .filter((path) => !isIn(users, path))
    .filter((path) => importsOf(path, textOf(path)).some((one) => isIn(bare, one)))
  expect(others).toEqual([])
})

test('every marked line names a part', () => {
  const parts = sources
    .filter((path) => !path.startsWith('tests/proof/parts/') && !path.startsWith('scripts/adopt/'))
    .flatMap((path) => markedLines(textOf(path)).map(({ part }) => part))
  expect(parts.filter((part) => !Object.hasOwn(PARTS, part))).toEqual([])
})

test('a mark applies to its own line, or to the next one when it is alone', () => {
  const text = [
    "import { a } from 'a' // optional part: a",
    'kept()',
    '  {/* optional part: a */}',
    '  <A />',
    '<!-- optional part: b -->',
    'also kept',
  ].join('\n')
  expect(withoutMarkedLines(text, 'a').split('\n')).toEqual([
    'kept()',
    '<!-- optional part: b -->',
    'also kept',
  ])
})

test('documents lose dead links, and rows about nothing else', () => {
  const text = [
    '| both | [a](../lib/a.ts), [b](../lib/b.ts) |',
    '| gone | [a](../lib/a.ts) |',
    'See [the page](../lib/a.ts).',
  ].join('\n')
  expect(withoutDeadLinks(text, 'docs/x.md', (path) => path === 'lib/a.ts').split('\n')).toEqual([
    '| both | [b](../lib/b.ts) |',
    'See the page.',
  ])
})

test('a requirement that lost every test says so', () => {
  const isGone = (path: string) => path === 'tests/a.test.ts'
  const row = (proof: string) => `V1.1.1,1,"Some, thing",holds,how,lib/a.ts,${proof}`
  expect(withoutDeadProofs(row('tests/a.test.ts#words'), 'admin', isGone)).toBe(
    row('its test was removed with the optional part admin'),
  )
  expect(withoutDeadProofs(row('tests/a.test.ts; tests/b.test.ts'), 'admin', isGone)).toBe(
    row('tests/b.test.ts'),
  )
})

test('a page that takes the place of another gets its row in order', () => {
  const table = ['| page |', '| --- |', '| `/account` | shown |', '| `/zoo` | shown |']
  const withRow = (route: string) =>
    withRouteRow(table.join('\n'), route, `| \`${route}\` | 404 |`).split('\n')
  expect(withRow('/').at(2)).toBe('| `/` | 404 |')
  expect(withRow('/mailbox').at(3)).toBe('| `/mailbox` | 404 |')
})
