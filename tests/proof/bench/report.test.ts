import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { chartsOf } from '@/tests/bench/report/charts.mjs'
import { writtenFromResults } from '@/tests/bench/report/documents.mjs'
import type { Result } from '@/tests/bench/report/kept-results.mjs'

const root = join(import.meta.dirname, '../../..')

test('charts and figures in the documents match the stored results', async () => {
  const written = await writtenFromResults()
  expect(written.map(({ file }) => file)).toContain('docs/benchmarks/README.md')
  for (const { file, content } of written) {
    expect(readFileSync(join(root, file), 'utf8'), `${file}: npm run bench:report`).toBe(content)
  }
})

const RESULTS: Result[] = [
  {
    arm: 'sign-in',
    takenAt: '2026-03-01T12:00:00.000Z',
    machine: '2 × a core',
    figures: [
      {
        id: 'P1',
        name: 'good',
        value: 0.95,
        rounds: [],
        goal: 'at least',
        limit: 0.93,
        unit: '',
        met: true,
      },
      {
        id: 'P2',
        name: 'bad & slow',
        value: 3,
        rounds: [],
        goal: 'at most',
        limit: 1.2,
        unit: '',
        met: false,
      },
    ],
  },
  {
    arm: 'stock',
    takenAt: '2026-03-01T12:00:00.000Z',
    machine: '2 × a core',
    figures: [{ id: 'P2', name: 'theirs', value: 300, rounds: [], unit: '', met: null }],
  },
]

test('a chart describes itself in words and has its own background', () => {
  const { 'goals.svg': goals = '', 'stock.svg': stock = '' } = chartsOf(RESULTS)
  expect(goals).toContain(
    'P1 good: 0.95, goal at least 0.93; P2 bad &amp; slow: 3, goal at most 1.2',
  )
  expect(goals).toMatch(/<rect width="860" height="\d+" rx="10" fill="#f7f8f3"\/>/)
  expect(stock).toContain('3 against 300')
})

test('nothing is drawn for what was not measured', () => {
  expect(chartsOf([])).toEqual({})
})
