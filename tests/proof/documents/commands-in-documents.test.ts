import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const deploy = readdirSync(join(root, 'docs/deploy')).map((name) => `docs/deploy/${name}`)

/** A block of commands or configuration, and the comment before it. */
const BLOCK = /(?:<!-- (.*) -->\n\n)?^```(\w+)$/gm

describe.each(['docs/operations.md', ...deploy])('each block of %s', (path) => {
  const text = readFileSync(join(root, path), 'utf8')
  const blocks = [...text.matchAll(BLOCK)].map(([, by = 'nothing', language]) => ({ by, language }))

  test('names the test that runs it, or says why none does', () => {
    const unnamed = blocks.filter(({ by }) => !/^(run by tests\/\S+\.ts|not run: .+)$/.test(by))
    expect(unnamed).toEqual([])
  })

  test('names tests that are there', () => {
    const named = blocks.flatMap(({ by }) => by.match(/tests\/\S+\.ts/g) ?? [])
    expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([])
  })
})
