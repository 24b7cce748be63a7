import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { VIEWS, type ViewId } from '@/components/inspector/view-ids'
import { TEN_QUESTIONS } from '@/lib/inspector/timeline/ten-questions'

const root = new URL('../../../', import.meta.url)
const document = readFileSync(new URL('docs/inspector.md', root), 'utf8')

/** "| 1 | question | step | view | [test](file): name |" */
const rows = document
  .split('\n')
  .filter((line) => /^\| \d+ /.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )

test('the table has the ten questions, in their order, with the view that answers each', () => {
  expect(TEN_QUESTIONS).toHaveLength(10)
  expect(rows.map(([, question, , view]) => [question, view])).toEqual(
    TEN_QUESTIONS.map(({ question, view }) => [question, VIEWS[view as ViewId]]),
  )
})

test.each(rows.map(([number = '', , , , proof = '']) => [number, proof]))(
  'the test that row %s names exists',
  (_number, proof) => {
    const [, path = '', name = ''] = /\]\(\.\.\/([^)]+)\): “(.+)”/.exec(proof) ?? []
    const file = new URL(path, root)
    expect(existsSync(file), path).toBe(true)
    expect(readFileSync(file, 'utf8')).toContain(name)
  },
)
