import { stripVTControlCharacters } from 'node:util'
import { maskSecrets } from '@/lib/platform/error-for-log'
import type { Log, LogLevel } from '@/lib/platform/log'

const LEVELS = {
  error: 'error',
  warn: 'warn',
  info: 'info',
  log: 'info',
  debug: 'debug',
} as const satisfies Partial<Record<keyof Console, LogLevel>>

/**
 * Redirects the console to the log, so that the framework's output is also one JSON object per line and
 * its errors pass the same filter.
 *
 * @returns a function that restores the console
 */
export function consoleToLog(log: Log, target: Console = console): () => void {
  const before = { ...target }
  for (const [method, level] of entries(LEVELS)) {
    target[method] = (...values: unknown[]) => {
      const err = values.find((value) => value instanceof Error)
      const words = values.filter((value) => typeof value === 'string')
      const message = maskSecrets(stripVTControlCharacters(words.join(' ')).trim())
      if (err === undefined && message === '') return
      const line = { event: 'console', message, ...(err === undefined ? {} : { err }) }
      log[isClientGone(err) ? 'info' : level](line)
    }
  }
  return () => void Object.assign(target, before)
}

/**
 * Whether this is Node's error for a client that disconnected before its request was read. Next.js
 * copies each body for its middleware, rethrows the error that ended the stream (`getCloneableBody` in
 * its `body-streams`) and prints it. No other hook reports it.
 */
function isClientGone(error: Error | undefined): boolean {
  return error?.message === 'aborted' && 'code' in error && error.code === 'ECONNRESET'
}

function entries<Key extends string, Value>(record: Record<Key, Value>): [Key, Value][] {
  return Object.entries(record) as [Key, Value][]
}
