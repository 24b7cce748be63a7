import { afterEach, beforeEach, expect } from 'vitest'
import { forgetConsole, unexpectedConsole, watchConsole } from './expect-console'

/* Whatever a test prints as an error or a warning fails it, unless it said that it expects it. */

watchConsole()
beforeEach(forgetConsole)
afterEach(() => {
  expect(unexpectedConsole(), 'printed to console.error or console.warn').toEqual([])
})
