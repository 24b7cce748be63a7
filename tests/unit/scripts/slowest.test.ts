import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '@/scripts/places.mjs'
import { playwrightFileTimes, slowestTable, vitestFileTimes } from '@/scripts/test/slowest.mjs'

test("a file's time spans its first to its last test", () => {
  const name = join(root, 'tests/unit/env.test.ts')
  const report = { testResults: [{ name, startTime: 1_000, endTime: 3_500 }] }

  expect(vitestFileTimes(report)).toEqual([{ file: 'tests/unit/env.test.ts', seconds: 2.5 }])
})

test("a browser spec's time is the sum of its tests, including nested ones", () => {
  const spec = (duration: number) => ({ tests: [{ results: [{ duration }] }] })
  const suites = [
    { file: 'sign-in.spec.ts', specs: [spec(500)], suites: [{ specs: [spec(1500)] }] },
  ]

  expect(playwrightFileTimes({ suites })).toEqual([
    { file: 'tests/e2e/sign-in.spec.ts', seconds: 2 },
  ])
})

test('at most ten files are listed, slowest first', () => {
  const files = Array.from({ length: 12 }, (_, at) => ({ file: `file-${at}`, seconds: at }))

  const lines = slowestTable([
    { title: 'Format', seconds: 3 },
    { title: 'Tests', seconds: 60, files },
  ])

  expect(lines.slice(0, 5)).toEqual([
    'Seconds per check',
    '    60.0  Tests',
    '     3.0  Format',
    '',
    'Slowest test files',
  ])
  expect(lines.slice(5)).toHaveLength(10)
  expect(lines[5]).toBe('    11.0  file-11')
})

test('without test files there is no table of files', () => {
  expect(slowestTable([{ title: 'Format', seconds: 3 }])).toHaveLength(2)
})
