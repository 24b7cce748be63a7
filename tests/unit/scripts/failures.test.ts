import { join } from 'node:path'
import { expect, test } from 'vitest'
import { failureList, playwrightFailures, vitestFailures } from '@/scripts/test/failures.mjs'
import { root } from '@/scripts/places.mjs'

test('a failed test is named by its file and titles, with the start of its reason', () => {
  const reason = Array.from({ length: 40 }, (_, line) => `line ${line}`).join('\n')
  const [failure, ...others] = vitestFailures({
    testResults: [
      {
        name: join(root, 'tests/unit/a.test.ts'),
        status: 'failed',
        assertionResults: [
          { status: 'passed', fullName: 'signs in' },
          {
            status: 'failed',
            fullName: 'a session ends',
            failureMessages: [`\u001B[31m${reason}\u001B[39m`],
          },
        ],
      },
    ],
  })

  expect(others).toEqual([])
  expect(failure?.test).toBe('tests/unit/a.test.ts › a session ends')
  expect(failure?.reason.split('\n')).toEqual(reason.split('\n').slice(0, 15))
})

test('a file that does not load is named, with its error', () => {
  const name = join(root, 'tests/unit/b.test.ts')

  expect(
    vitestFailures({
      testResults: [{ name, status: 'failed', message: 'No such module', assertionResults: [] }],
    }),
  ).toEqual([{ test: 'tests/unit/b.test.ts', reason: 'No such module' }])
})

test('a failed browser test is named, one that passed on retry is not', () => {
  const spec = (title: string, status: string) => ({
    title,
    tests: [{ status, results: [{ error: { message: 'first' } }, { error: { message: 'last' } }] }],
  })
  const report = {
    errors: [{ message: 'No browser' }],
    suites: [
      {
        title: 'roles.spec.ts',
        specs: [spec('opens', 'expected')],
        suites: [
          { title: 'a reader', specs: [spec('is refused', 'unexpected'), spec('asks', 'flaky')] },
        ],
      },
    ],
  }

  expect(playwrightFailures(report)).toEqual([
    { test: 'outside of a test', reason: 'No browser' },
    { test: 'roles.spec.ts › a reader › is refused', reason: 'last' },
  ])
})

test('the list names each failure, or else the check, and nothing that passed', () => {
  expect(
    failureList([
      { title: 'Lint', failed: 1 },
      { title: 'Types', failed: 0 },
      { title: 'Unit tests', failed: 1, failures: [{ test: 'a.test.ts › x', reason: 'not\nso' }] },
    ]),
  ).toEqual(['  Lint', '      See its output above.', '  a.test.ts › x', '      not', '      so'])
})
