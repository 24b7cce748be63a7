import { describe, expect, test } from 'vitest'
import {
  countOf,
  countPlaywright,
  countVitest,
  sentenceOf,
  flakyTests,
} from '@/scripts/test/test-counts.mjs'

const nothing = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 }
const count = (passed: number, failed: number, skipped = 0) => ({ passed, failed, skipped })

describe('the final line', () => {
  test('mentions skipped tests only if there are any', () => {
    expect(sentenceOf(count(3, 0))).toBe('3 passed, 0 failed')
    expect(sentenceOf(count(3, 1, 2))).toBe('3 passed, 1 failed, 2 skipped')
  })
})

describe('a run', () => {
  test('that fails without a failed test counts as one failure', () => {
    expect(countOf(1, count(5, 0), (report) => report)).toEqual(count(5, 1))
    expect(countOf(1, count(5, 2), (report) => report)).toEqual(count(5, 2))
  })

  test('without a report counts as one failure, even with exit code 0', () => {
    expect(countOf(1, null, () => count(9, 0))).toEqual(count(0, 1))
    expect(countOf(0, null, () => count(9, 0))).toEqual(count(0, 1))
  })

  test('without tests counts as one failure', () => {
    expect(countOf(0, count(0, 0, 4), (report) => report)).toEqual(count(0, 1, 4))
  })
})

test('a file that does not load counts as a failure in addition to failed tests', () => {
  const report = {
    ...nothing,
    numPassedTests: 4,
    numFailedTests: 1,
    numTodoTests: 2,
    testResults: [
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
      { status: 'failed', assertionResults: [] },
    ],
  }

  expect(countVitest(report)).toEqual(count(4, 2, 2))
})

describe('a browser test that passes on retry', () => {
  test('counts as passed', () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }

    expect(countPlaywright({ stats })).toEqual(count(6, 1, 2))
  })

  test('is named', () => {
    const spec = (title: string, status: string) => ({ title, tests: [{ status }] })
    const suites = [
      {
        title: 'sign-in.spec.ts',
        specs: [spec('signs in', 'expected'), spec('signs out', 'flaky')],
        suites: [{ title: 'with JavaScript', specs: [spec('asks again', 'flaky')] }],
      },
      { title: 'roles.spec.ts', specs: [spec('is refused', 'unexpected')] },
    ]

    expect(flakyTests({ suites })).toEqual([
      'sign-in.spec.ts › signs out',
      'sign-in.spec.ts › with JavaScript › asks again',
    ])
  })
})
