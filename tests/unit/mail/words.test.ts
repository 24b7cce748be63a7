import { describe, expect, test } from 'vitest'
import { greeting, lifetimeInWords, formatTime } from '@/lib/mail/words'

test.each([
  [30, '30 seconds'],
  [60, '1 minute'],
  [1800, '30 minutes'],
  [3600, '1 hour'],
  [86_400, '24 hours'],
  [604_800, '7 days'],
])('a link that lives for %i seconds is described as valid for %s', (seconds, words) => {
  expect(lifetimeInWords(seconds)).toBe(words)
})

test('a time is shown in UTC', () => {
  expect(formatTime(new Date('2026-11-21T14:05:59Z'))).toBe('21 November 2026 at 14:05 UTC')
})

describe('greeting', () => {
  test.each(['Ada', 'Ada Lovelace', "Miles O'Brien", 'Jean-Luc Picard', '美咲', 'Zoë Ångström'])(
    '%s is greeted by name',
    (name) => expect(greeting(name)).toBe(`Hello ${name},`),
  )

  test.each([
    'evil.example',
    'http://evil.example',
    'You won! Go to evil.example',
    'Call 0900 123',
    'a b c d e f',
    'Ada\nBcc: eve@example.com',
    '<b>Ada</b>',
    'x'.repeat(41),
    '',
  ])('%j could be a message and is left out', (name) => {
    expect(greeting(name)).toBe('Hello,')
  })
})
