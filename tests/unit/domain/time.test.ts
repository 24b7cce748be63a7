import { describe, expect, test } from 'vitest'
import {
  days,
  durationInWords,
  earlier,
  hours,
  later,
  minutes,
  seconds,
  secondsUntil,
} from '@/lib/domain/time'

const NOON = new Date('2026-03-01T12:00:00Z')

test('durations are milliseconds', () => {
  expect([seconds(1), minutes(1), hours(1), days(1)]).toEqual([1000, 60_000, 3_600_000, 86_400_000])
})

test('later and earlier do not modify their argument', () => {
  const one = later(NOON, minutes(5))
  expect(one.toISOString()).toBe('2026-03-01T12:05:00.000Z')
  expect(earlier(one, NOON)).toBe(NOON)
  expect(earlier(NOON, one)).toBe(NOON)
  expect(NOON.toISOString()).toBe('2026-03-01T12:00:00.000Z')
})

test('seconds until a time are rounded up and never negative', () => {
  expect(secondsUntil(later(NOON, 1), NOON)).toBe(1)
  expect(secondsUntil(later(NOON, seconds(30)), NOON)).toBe(30)
  expect(secondsUntil(NOON, later(NOON, seconds(30)))).toBe(0)
})

describe('a duration in words', () => {
  test.each([
    [0, '1 second'],
    [1, '1 second'],
    [1.2, '2 seconds'],
    [30, '30 seconds'],
    [59, '59 seconds'],
    [60, '1 minute'],
    [61, '2 minutes'],
    [120, '2 minutes'],
    [900, '15 minutes'],
    [3600, '60 minutes'],
    [7199, '120 minutes'],
    [7200, '2 hours'],
    [86_400, '24 hours'],
    [-5, '1 second'],
  ])('%d seconds are "%s"', (total, words) => {
    expect(durationInWords(total)).toBe(words)
  })
})
