import { describe, expect, test } from 'vitest'
import { PASSWORD_MAX, PASSWORD_MIN } from '@/lib/domain/passwords/password-policy'
import { ERROR_CODES, isErrorCode, refusalOfSentence, sentenceFor } from '@/lib/platform/errors'

test('every code has its own sentence', () => {
  const sentences = ERROR_CODES.map((code) => sentenceFor({ code }))
  expect(new Set(sentences).size).toBe(ERROR_CODES.length)
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z][^{}]+\.$/)
})

describe('the sentences of the contract', () => {
  test.each([
    ['invalid_credentials', 'Invalid email or password.'],
    ['password_wrong', 'That password is not right.'],
    ['email_not_verified', 'Confirm your email first. We have sent you a new link.'],
    ['account_disabled', 'This account is disabled. Contact an administrator.'],
    ['page_outdated', 'This page is out of date. Reload it and try again.'],
    ['cookies_blocked', 'Your browser blocks cookies. Allow them for this site and try again.'],
    ['session_expired', 'Your session has expired. Please sign in again.'],
    ['user_exists', 'User already exists.'],
    ['username_taken', 'That username is taken.'],
    ['token_invalid', 'This link is no longer valid. Request a new one.'],
    ['password_length', `Use at least ${PASSWORD_MIN} characters.`],
    ['password_too_long', `Use at most ${PASSWORD_MAX} characters.`],
    ['password_common', 'That password is too common. Choose another.'],
    ['password_breached', 'That password has appeared in a data breach. Choose another.'],
    ['password_personal', 'Your password must not contain your name, username or email.'],
    ['password_unchanged', 'That is your current password. Choose another.'],
    ['email_domain_refused', 'That email domain cannot be used here.'],
    ['last_admin', 'At least one active administrator must remain.'],
    ['network_error', 'You seem to be offline. Check your connection and try again.'],
    ['server_error', 'Something went wrong. Please try again.'],
  ] as const)('%s', (code, sentence) => {
    expect(sentenceFor({ code })).toBe(sentence)
  })

  test('name the wait', () => {
    expect(sentenceFor({ code: 'rate_limited', retryAfterSeconds: 30 })).toBe(
      'Too many attempts. Try again in 30 seconds.',
    )
    expect(sentenceFor({ code: 'busy', retryAfterSeconds: 120 })).toBe(
      'We are busy. Try again in 2 minutes.',
    )
  })

  test.each([[Number.NaN], [Number.POSITIVE_INFINITY]])(
    'name the usual wait instead of %d, which came from outside',
    (retryAfterSeconds) => {
      expect(sentenceFor({ code: 'busy', retryAfterSeconds })).toBe(
        'We are busy. Try again in 30 seconds.',
      )
    },
  )
})

test('only known codes are accepted as codes', () => {
  expect(isErrorCode('busy')).toBe(true)
  for (const value of [
    '',
    'toString',
    '__proto__',
    'constructor',
    'Busy',
    null,
    undefined,
    {},
    ['busy'],
  ]) {
    expect(isErrorCode(value)).toBe(false)
  }
})

describe('a sentence maps back to', () => {
  test.each(ERROR_CODES.filter((code) => !['rate_limited', 'busy'].includes(code)))(
    'its code: %s',
    (code) => expect(refusalOfSentence(`${sentenceFor({ code })}\n`)).toEqual({ code }),
  )

  test('its code and wait', () => {
    const busy = { code: 'busy', retryAfterSeconds: 5 } as const
    expect(refusalOfSentence(sentenceFor(busy))).toEqual(busy)
  })

  test.each(['', 'Server Action unavailable.', 'An unexpected response was received.'])(
    'nothing if it is not ours: %j',
    (text) => expect(refusalOfSentence(text)).toBeNull(),
  )
})
