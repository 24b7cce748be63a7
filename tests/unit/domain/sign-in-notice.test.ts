import { expect, test } from 'vitest'
import { judgeSignIn } from '@/lib/domain/sign-in-notice'

test.each([
  [{ failures: 0, isNewDevice: false, isFirst: false }, null],
  [{ failures: 0, isNewDevice: true, isFirst: false }, 'new_device'],
  [{ failures: 0, isNewDevice: true, isFirst: true }, null],
  [{ failures: 4, isNewDevice: false, isFirst: false }, null],
  [{ failures: 5, isNewDevice: false, isFirst: false }, 'after_failures'],
  [{ failures: 5, isNewDevice: true, isFirst: false }, 'after_failures'],
  [{ failures: 9, isNewDevice: true, isFirst: true }, 'after_failures'],
])('a sign-in with %j is told as %s', (attempt, notice) => {
  expect(judgeSignIn(attempt)).toBe(notice)
})
