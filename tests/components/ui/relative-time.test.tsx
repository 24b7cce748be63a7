import { render, screen } from '@testing-library/react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { RelativeTime } from '@/components/ui/relative-time'
import { relativeTime } from '@/components/ui/relative-words'

const SECOND = 1000
const DAY = 24 * 60 * 60 * SECOND

test.each([
  [0, 'just now'],
  [-59 * SECOND, 'just now'],
  [-60 * SECOND, '1 minute ago'],
  [-59 * 60 * SECOND, '59 minutes ago'],
  [-2 * 60 * 60 * SECOND, '2 hours ago'],
  [-DAY, 'yesterday'],
  [-6 * DAY, '6 days ago'],
  [-45 * DAY, 'last month'],
  [-800 * DAY, '2 years ago'],
  [30 * SECOND, 'in less than a minute'],
  [3 * DAY, 'in 3 days'],
  [DAY - 5 * SECOND, 'in 24 hours'],
  [7 * DAY - SECOND, 'in 7 days'],
  [61 * SECOND, 'in 2 minutes'],
])('%d ms away is “%s”', (differenceMs, words) => {
  expect(relativeTime(differenceMs)).toBe(words)
})

test('the exact time is there too: in UTC from the server, in local time here', () => {
  const time = <RelativeTime iso="2026-03-01T11:00:00.000Z" nowIso="2026-03-01T12:00:00.000Z" />
  expect(renderToString(time)).toContain('title="1 Mar 2026, 11:00:00 UTC"')
  render(time)
  expect(screen.getByText('1 hour ago')).toHaveAttribute('datetime', '2026-03-01T11:00:00.000Z')
  expect(screen.getByText('1 hour ago').title).toMatch(/1 Mar 2026/)
})
