import { afterEach, beforeEach, expect } from 'vitest'
import { forgetConsole, unexpectedConsole, watchConsole } from './expect-console'

/* An error or warning that a test prints fails it, unless it declared it as expected. */

watchConsole()
beforeEach(forgetConsole)
afterEach(() => {
  expect(unexpectedConsole(), 'printed to console.error or console.warn').toEqual([])
})
