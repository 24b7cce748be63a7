import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { UserTable } from '@/components/admin/user-table'
import type { UserOrder } from '@/lib/domain/accounts/user-listing'
import { EVERYBODY } from '@/tests/setup/every-user'

const NOW = '2026-03-01T12:00:00.000Z'

function show(order: UserOrder) {
  const listing = { ...EVERYBODY, search: 'ada', order }
  render(<UserTable users={[]} listing={listing} nowIso={NOW} />)
}

const sorted = () =>
  screen
    .getAllByRole('columnheader')
    .map((header) => [header.textContent, header.getAttribute('aria-sort')])

test('the column that sorts the table says so, and in which direction', () => {
  show('email-down')
  expect(sorted()).toEqual([
    ['Name', 'none'],
    ['Email', 'descending'],
    ['Role', null],
    ['State', null],
    ['Second factor', null],
    ['Joined', 'none'],
  ])
})

test('a heading leads to its other direction, and keeps the search', () => {
  show('name')
  expect(screen.getByRole('link', { name: 'Name' })).toHaveAttribute(
    'href',
    '/admin/users?q=ada&sort=name-down',
  )
  expect(screen.getByRole('link', { name: 'Email' })).toHaveAttribute(
    'href',
    '/admin/users?q=ada&sort=email',
  )
})
