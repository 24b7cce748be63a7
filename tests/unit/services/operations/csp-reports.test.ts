import { expect, test } from 'vitest'
import { later, minutes } from '@/lib/domain/time'
import { createLog } from '@/lib/platform/log'
import { createViolationLog } from '@/lib/services/operations/csp-reports'

const NOW = new Date('2026-01-02T03:04:05Z')
const violation = { directive: 'script-src-elem', blocked: 'inline', page: '/sign-in' }
const from = { requestId: 'r', address: '192.0.2.1' }

function newNotes() {
  const lines: Record<string, unknown>[] = []
  const log = createLog('debug', { write: (line) => void lines.push(JSON.parse(line)) })
  return { note: createViolationLog(log), lines }
}

test('a violation is logged as one line with what, where and who reported it', () => {
  const { note, lines } = newNotes()
  note([violation], from, NOW)
  expect(lines).toEqual([
    {
      level: 'warn',
      time: expect.any(String),
      event: 'csp_violation',
      type: 'script-src-elem',
      url: 'inline',
      path: '/sign-in',
      requestId: 'r',
      address: '192.0.2.1',
    },
  ])
})

test('at most twenty reports a minute are logged, and the next minute logs how many were dropped', () => {
  const { note, lines } = newNotes()
  for (let times = 0; times < 500; times += 1) note([violation], from, NOW)
  expect(lines).toHaveLength(20)

  note([violation, violation], from, later(NOW, minutes(1)))
  expect(lines).toHaveLength(22)
  expect(lines.slice(20).map(({ count }) => count)).toEqual([480, undefined])
})
