import { expect, test } from 'vitest'
import { nextAttemptAt } from '@/lib/mail/retry'

const CREATED = new Date('2026-11-21T00:00:00Z')

test.each([
  [1, 10],
  [2, 20],
  [3, 40],
  [9, 2560],
  [10, 3600],
  [24, 3600],
  [5000, 3600],
])('attempt %i is followed by the next one after %i seconds', (attempts, waitSeconds) => {
  const now = new Date('2026-11-21T01:00:00Z')
  const next = nextAttemptAt({ attempts, createdAt: CREATED }, now)
  expect(next?.getTime()).toBe(now.getTime() + waitSeconds * 1000)
})

test('a mail is retried for a day, then dropped', () => {
  const mail = { attempts: 20, createdAt: CREATED }
  expect(nextAttemptAt(mail, new Date('2026-11-21T23:59:59Z'))).not.toBeNull()
  expect(nextAttemptAt(mail, new Date('2026-11-22T00:00:00Z'))).toBeNull()
})
