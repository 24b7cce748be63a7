import { describe, expect, test } from 'vitest'
import { isFinalRefusal, nextAttemptAt } from '@/lib/mail/retry'

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

describe('a refusal is final', () => {
  const refusal = (command: string, responseCode: number, response: string) =>
    Object.assign(new Error(response), { command, responseCode, response })

  test.each([
    ['RCPT TO', 550, '550 5.1.1 no such user', true],
    ['RCPT TO', 553, '553 mailbox name not allowed', true],
    ['RCPT TO', 450, '450 4.2.1 try again later', false],
    ['RCPT TO', 550, '550 5.7.1 relaying denied', false],
    ['RCPT TO', 530, '530 authentication required', false],
    ['AUTH PLAIN', 535, '535 5.7.8 bad credentials', false],
    ['MAIL FROM', 550, '550 sender rejected', false],
    ['DATA', 554, '554 message refused', false],
  ])('%s answered with %i %s: %s', (command, code, response, isFinal) => {
    expect(isFinalRefusal(refusal(command, code, response))).toBe(isFinal)
  })

  test('never for an error without an answer', () => {
    expect(isFinalRefusal(new Error('connect ECONNREFUSED'))).toBe(false)
    expect(isFinalRefusal('no error')).toBe(false)
  })
})
