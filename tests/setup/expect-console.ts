import { format } from 'node:util'

const printed: string[] = []
const expected: RegExp[] = []

/**
 * Allows this one test to print an error or warning that matches.
 *
 * @returns what has been printed so far, to assert on
 */
export function expectConsole(pattern: RegExp): readonly string[] {
  expected.push(pattern)
  return printed
}

/** Records instead of printing, for as long as the process lives. */
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
