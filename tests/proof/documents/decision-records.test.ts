import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const folder = join(import.meta.dirname, '../../../docs/decisions')
const read = (name: string) => readFileSync(join(folder, name), 'utf8')
const records = readdirSync(folder).filter((name) => /^\d{4}-[a-z0-9-]+\.md$/.test(name))

/** The sections of every record, in this order. */
const PARTS = [
  /^- \*\*Status:\*\* (Proposed|Accepted|Superseded)\b/m,
  /^- \*\*Date:\*\* \d{4}-\d\d-\d\d$/m,
  /^\*\*Context\.\*\*/m,
  /^\*\*Decision\.\*\*/m,
  /^\*\*Considered\.\*\*/m,
  /^\*\*Consequences\.\*\*/m,
  /^\*\*How we know it holds\.\*\*/m,
  /^\*\*Revisit when\*\*/m,
]

describe.each(records)('%s', (name) => {
  const text = read(name)

  test('has every section, in order', () => {
    const places = PARTS.map((part) => text.search(part))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  test('has at most 40 lines, none of them long', () => {
    const lines = text.trimEnd().split('\n')
    expect(lines.length).toBeLessThanOrEqual(40)
    expect(lines.filter((line) => line.length > 130)).toEqual([])
  })

  test('links to the records it amends or supersedes, and is linked back', () => {
    const [status = ''] = text.match(/^- \*\*Status:\*\*.*$/m) ?? []
    for (const [, other = ''] of status.matchAll(/\]\((\d{4}-[a-z0-9-]+\.md)\)/g)) {
      expect(read(other), other).toMatch(new RegExp(`^- \\*\\*Status:.*\\]\\(${name}\\)`, 'm'))
    }
  })
})

test('the index has one line per record, with its number and title', () => {
  const rows = [...read('README.md').matchAll(/^\| \[(\d{4})\]\((.+?)\) +\| (.+?) +\|/gm)]
  expect(rows.map(([, number, file, title]) => [file, `# ${number} ${title}`])).toEqual(
    records.map((name) => [name, read(name).split('\n')[0]]),
  )
})
