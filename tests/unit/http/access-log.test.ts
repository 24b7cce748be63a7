import { expect, test } from 'vitest'
import { logAccess } from '@/lib/http/access-log'
import type { Log, LogLine } from '@/lib/platform/log'

const VISIT = {
  ...{ requestId: 'r1', method: 'GET', path: '/account', address: '203.0.113.7' },
  ...{ status: 200, isComplete: true, durationMs: 12.6 },
}
const SCRIPT = '/_next/static/chunks/main-1a2b.js'

/** The lines that a visit is logged with, each after its level. */
function linesOf(visit: Partial<typeof VISIT>): [string, LogLine][] {
  const lines: [string, LogLine][] = []
  const at = (level: string) => (line: LogLine) => void lines.push([level, line])
  const log: Log = {
    ...{ debug: at('debug'), info: at('info'), warn: at('warn') },
    ...{ error: at('error'), fatal: at('fatal') },
  }
  logAccess(log, { ...VISIT, ...visit })
  return lines
}

test('a request is one line, with whole milliseconds', () => {
  const { requestId, method, path, address, status } = VISIT
  expect(linesOf({})).toEqual([
    ['info', { event: 'request', requestId, method, path, address, status, durationMs: 13 }],
  ])
})

test.each([200, 304, 404])('a file answered with %i is logged for debugging only', (status) => {
  expect(linesOf({ path: SCRIPT, status }).map(([level]) => level)).toEqual(['debug'])
  expect(linesOf({ path: '/icon.svg', status }).map(([level]) => level)).toEqual(['debug'])
})

test('a file that fails is logged as pages are: its build was replaced under the process', () => {
  expect(linesOf({ path: SCRIPT, status: 500 })).toMatchObject([
    ['info', { path: SCRIPT, status: 500 }],
  ])
})

test('a client that left before the end is told apart', () => {
  expect(linesOf({ isComplete: false, status: 0 })).toMatchObject([
    ['info', { status: 0, reason: 'aborted' }],
  ])
})
