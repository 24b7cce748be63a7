import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { removedParts, takeVersion } from '@/scripts/adopt/upgrade.mjs'

/** A repository with a version `later` that a changed copy is to take. */
let folder = ''

const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], {
    cwd: folder,
    encoding: 'utf8',
  })

const product = (name: string) =>
  `export const product = {\n  name: '${name}',\n  slug: '${name.toLowerCase()}',\n  cookiePrefix: '${name.toLowerCase()}',\n  mailFrom: '${name} <a@b>',\n}\n`

function write(files: Record<string, string>, message: string) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  git('add', '--all')
  git('commit', '--quiet', '--message', message)
}

const BASE = {
  'lib/product.ts': product('Latchkey'),
  'package.json': '{\n  "name": "latchkey",\n  "version": "0.2.0"\n}\n',
  'README.md': 'Latchkey signs people in.\n\nMore.\n',
  'app/page.tsx': 'one\n',
  // So that no optional part counts as removed.
  ...Object.fromEntries(
    ['app/inspector', 'app/mailbox', 'components/admin', 'components/landing'].map((path) => [
      `${path}/a.ts`,
      '',
    ]),
  ),
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'upgrade-'))
  git('init', '--quiet', '--initial-branch=main')
  git('config', 'user.name', 'A')
  git('config', 'user.email', 'a@example.com')
  write(BASE, 'base')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function later(files: Record<string, string>) {
  git('switch', '--quiet', '--create', 'later')
  write(files, 'later')
  git('switch', '--quiet', 'main')
}

const read = (path: string) => readFileSync(join(folder, path), 'utf8')

test('a renamed copy takes changes on lines with the name, and a new version', async () => {
  later({
    'README.md': 'Latchkey signs people in and out.\n\nMore.\n',
    'package.json': '{\n  "name": "latchkey",\n  "version": "0.3.0"\n}\n',
  })
  write(
    {
      'lib/product.ts': product('Acme'),
      'README.md': 'Acme signs people in.\n\nMore.\n',
      'package.json': '{\n  "name": "acme",\n  "version": "0.2.0"\n}\n',
    },
    'rename',
  )
  const taken = await takeVersion(folder, 'later')
  expect(taken).toEqual({ conflicts: [], resolved: ['README.md', 'package.json'] })
  expect(read('README.md')).toBe('Acme signs people in and out.\n\nMore.\n')
  expect(JSON.parse(read('package.json'))).toEqual({ name: 'acme', version: '0.3.0' })
  expect(git('status', '--porcelain')).toBe('')
  expect(git('log', '-1', '--format=%P').trim().split(' ')).toHaveLength(2)
})

test('files deleted in the copy stay deleted', async () => {
  later({ 'app/page.tsx': 'two\n' })
  git('rm', '--quiet', 'app/page.tsx')
  git('commit', '--quiet', '--message', 'delete')
  expect(await takeVersion(folder, 'later')).toEqual({
    conflicts: [],
    resolved: ['app/page.tsx'],
  })
  expect(git('ls-files', 'app/page.tsx')).toBe('')
})

test('a file in the way that is not in Git is named, and nothing is called merged', async () => {
  later({ 'app/new.tsx': 'theirs\n' })
  writeFileSync(join(folder, 'app/new.tsx'), 'mine\n')
  await expect(takeVersion(folder, 'later')).rejects.toThrow(/app\/new\.tsx/)
  expect(read('app/new.tsx')).toBe('mine\n')
})

test('after a conflict, a part that the copy has removed is still one that is removed', async () => {
  later({ 'app/mailbox/new.ts': 'more\n', 'app/page.tsx': 'two\n' })
  git('rm', '--quiet', '-r', 'app/mailbox')
  write({ 'app/page.tsx': 'ours\n' }, 'without the mailbox')
  expect(await takeVersion(folder, 'later')).toMatchObject({ conflicts: ['app/page.tsx'] })
  expect(await removedParts(folder)).toEqual(['mailbox'])
})

test('a conflict of content is left to a person, with nothing committed', async () => {
  later({ 'app/page.tsx': 'two\n' })
  write({ 'app/page.tsx': 'ours\n' }, 'ours')
  const before = git('rev-parse', 'HEAD')
  expect(await takeVersion(folder, 'later')).toEqual({ conflicts: ['app/page.tsx'], resolved: [] })
  expect(git('rev-parse', 'HEAD')).toBe(before)
  expect(read('app/page.tsx')).toContain('<<<<<<<')
})
