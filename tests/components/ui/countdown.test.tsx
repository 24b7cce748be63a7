import { act, render, screen } from '@testing-library/react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Countdown } from '@/components/ui/countdown'
import { timeLeftInWords } from '@/components/ui/time-left'

const LIMIT = (
  <Countdown
    label="Time left"
    startIso="2026-03-01T10:00:00.000Z"
    untilIso="2026-03-01T11:00:00.000Z"
    serverNowIso="2026-03-01T10:30:00.000Z"
  />
)

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test("counts down by the server's clock, whatever the device's clock", () => {
  vi.setSystemTime(new Date('2031-01-01T00:00:00.000Z'))
  render(LIMIT)
  expect(screen.getByRole('timer', { name: 'Time left' })).toHaveTextContent('30 min 0 s')
  act(() => void vi.advanceTimersByTime(5000))
  expect(screen.getByRole('timer')).toHaveTextContent('29 min 55 s')
})

test('stops at zero', () => {
  render(LIMIT)
  act(() => void vi.advanceTimersByTime(3_600_000))
  expect(screen.getByRole('timer')).toHaveTextContent('0 s')
})

test('its bar needs no style attribute', () => {
  const html = renderToString(LIMIT)
  expect(html).toContain('width="50.00%"')
  expect(html).not.toContain('style=')
})

describe('the remaining time, in two units', () => {
  test.each([
    [0, '0 s'],
    [59.2, '1 min 0 s'],
    [125, '2 min 5 s'],
    [3600, '1 h 0 min'],
    [28_799, '7 h 59 min'],
    [2_591_999, '29 d 23 h'],
    [-5, '0 s'],
  ])('%s seconds: %s', (seconds, words) => {
    expect(timeLeftInWords(seconds)).toBe(words)
  })
})
