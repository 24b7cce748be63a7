import { expect, test } from 'vitest'
import { isProofRecent } from '@/lib/domain/sessions/recent-proof'
import { minutes } from '@/lib/domain/time'

const PROVED = new Date('2026-03-01T12:00:00Z')

test.each([
  ['at once', 0, true],
  ['a moment before its time is over', minutes(10) - 1, true],
  ['when its time is over', minutes(10), false],
  ['a day later', minutes(24 * 60), false],
  ['on a clock that runs behind', -1000, true],
])('a proof valid for ten minutes, %s', (_when, passedMs, isRecent) => {
  const now = new Date(PROVED.getTime() + passedMs)
  expect(isProofRecent(PROVED, now, minutes(10))).toBe(isRecent)
})
