import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { checkNode } from '@/scripts/bootstrap.mjs'

const root = join(import.meta.dirname, '../../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const manifest = JSON.parse(read('package.json')) as {
  version: string
  license: string
  scripts: Record<string, string>
}

describe('the README', () => {
  test('has at most 150 lines and the two commands', () => {
    const readme = read('README.md')
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(150)
    expect(readme).toMatch(/^npm run demo\b/m)
    expect(readme).toMatch(/^npm test\b/m)
  })

  test('lists eight files to read', () => {
    const [, tour = ''] = read('README.md').split('\n## A tour in eight files\n')
    const stops = (tour.split('\n## ')[0] ?? '').match(/^\d\. \[/gm)
    expect(stops).toHaveLength(8)
  })
})

describe('the commands in the documents', () => {
  const documents = ['.', 'docs', 'docs/decisions', 'docs/benchmarks', 'docs/security'].flatMap(
    (folder) =>
      readdirSync(join(root, folder))
        .filter((name) => name.endsWith('.md'))
        .map((name) => join(folder, name)),
  )

  test.each(documents)('exist: %s', (document) => {
    const text = read(document)
    const scripts = [...text.matchAll(/npm run (?:--silent )?([a-z][\w:-]*)/g)].map(([, n]) => n)
    const programs = [...text.matchAll(/node (scripts\/[\w/.-]+\.mjs)/g)].map(([, path]) => path)
    expect(scripts.filter((name = '') => !(name in manifest.scripts))).toEqual([])
    expect(programs.filter((path = '') => !existsSync(join(root, path)))).toEqual([])
  })
})

// The shell of Windows knows no `exec`.
test.each(['demo', 'dev', 'test', 'cli'])(
  'npm run %s is one program, without words of a shell',
  (name) => {
    expect(manifest.scripts[name]).toMatch(/^node scripts\/[\w/]+\.mjs$/)
  },
)

describe('the changelog', () => {
  const [, ...releases] = read('CHANGELOG.md').split(/^## /m)
  const numbered = releases.filter((text) => /^\[\d/.test(text))

  test('starts with the unreleased changes, then the version in package.json', () => {
    expect(releases[0]).toMatch(/^\[Unreleased\]/)
    expect(numbered[0]).toMatch(new RegExp(`^\\[${manifest.version}\\] - \\d{4}-\\d\\d-\\d\\d\\n`))
  })

  test('says for every release what an adopter must do', () => {
    for (const release of numbered) expect(release).toMatch(/^### What an adopter must do\n\n\S/m)
  })
})

test('the workflow runs the test command of the README on every supported Node.js', () => {
  const { jobs } = parse(read('.github/workflows/ci.yml')) as {
    jobs: {
      test: { strategy: { matrix: { node: number[] } }; steps: { run?: string; uses?: string }[] }
    }
  }
  expect(jobs.test.strategy.matrix.node).toEqual([20, 22, 24])
  expect(jobs.test.steps.flatMap(({ run }) => run ?? [])).toEqual(['npm test'])
})

test('.nvmrc names a supported Node.js version', () => {
  const major = read('.nvmrc').trim()
  expect(() => checkNode(`${major}.99.0`)).not.toThrow()
})

test('the license in package.json is the one in LICENSE', () => {
  expect(manifest.license).toBe('MIT')
  expect(read('LICENSE')).toMatch(/^MIT License\n\nCopyright \(c\) \d{4} Latchkey contributors\n/)
})
