import { expect, test } from 'vitest'
import { unexpectedConsole, expectConsole, forgetConsole } from '@/tests/setup/expect-console'

test('console.error fails the test that caused it', () => {
  console.error('broken: %s', 'lamp')
  console.warn('careful')

  expect(unexpectedConsole()).toEqual(['broken: lamp', 'careful'])
  forgetConsole()
})

test('an expected error is recorded and does not fail the test', () => {
  const printed = expectConsole(/^broken/)

  console.error('broken')

  expect(printed).toEqual(['broken'])
  expect(unexpectedConsole()).toEqual([])
})

test('an expectation ends with its test', () => {
  expect(unexpectedConsole()).toEqual([])
  console.error('broken')

  expect(unexpectedConsole()).toEqual(['broken'])
  forgetConsole()
})
