import { expect, test } from 'vitest'
import { judgeSignIn, NOT_ME_LINK_SECONDS } from '@/lib/domain/sessions/sign-in-notice'

test.each([
  [{ failures: 0, isNewDevice: false }, null],
  [{ failures: 0, isNewDevice: true }, 'new_device'],
  [{ failures: 4, isNewDevice: false }, null],
  [{ failures: 5, isNewDevice: false }, 'after_failures'],
  [{ failures: 5, isNewDevice: true }, 'after_failures'],
])('a sign-in with %j is announced as %s', (attempt, notice) => {
  expect(judgeSignIn(attempt)).toBe(notice)
})

test('the link in the mail works for seven days', () => {
  expect(NOT_ME_LINK_SECONDS).toBe(604_800)
})
