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
 * Turns what the framework prints into lines of the log: stdout stays one JSON object a line, and
 * an error passes the same filter as ours.
 *
 * @returns puts the console back
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
 * Node's word for a client that left before its request was read: no error of ours. It comes from
 * Next, which keeps a copy of each body for its middleware, throws what ended the stream when the
 * copy is finished (`getCloneableBody` in its `body-streams`), and prints that. There is no answer to
 * give any more and no other place to hear of it.
 */
function isClientGone(error: Error | undefined): boolean {
  return error?.message === 'aborted' && 'code' in error && error.code === 'ECONNRESET'
}

function entries<Key extends string, Value>(record: Record<Key, Value>): [Key, Value][] {
  return Object.entries(record) as [Key, Value][]
}
