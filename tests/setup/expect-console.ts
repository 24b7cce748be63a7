import { format } from 'node:util'

const printed: string[] = []
const expected: RegExp[] = []

/**
 * Allows this test to print a matching error or warning.
 *
 * @returns what was printed so far, for assertions
 */
export function expectConsole(pattern: RegExp): readonly string[] {
  expected.push(pattern)
  return printed
}

/** Records instead of printing, for the rest of the process. */
export function watchConsole(): void {
  const record = (...values: unknown[]) => void printed.push(format(...values))
  console.error = record
  console.warn = record
}

export function forgetConsole(): void {
  printed.length = 0
  expected.length = 0
}

export function unexpectedConsole(): string[] {
  return printed.filter((text) => !expected.some((pattern) => pattern.test(text)))
}
