import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  accountStatus,
  nextOrder,
  TWO_FACTOR_STATES,
  USER_ORDERS,
  USER_STATUSES,
  userListingPath,
} from '@/lib/domain/accounts/user-listing'
import { userListingSchema } from '@/lib/schemas/admin-users'
import { EVERYBODY } from '@/tests/setup/every-user'

const ID = '019ca945-11d0-7000-8662-e83e6aaab025'

test('the unfiltered list has a plain URL', () => {
  expect(userListingPath(EVERYBODY, { after: ID })).toBe(`/admin/users?after=${ID}`)
  expect(userListingPath(EVERYBODY, null)).toBe('/admin/users')
})

test('the URL of another page keeps the search and filters', () => {
  const listing = fc.record({
    search: fc.constantFrom('', 'ada', 'a&b=c d', '+%#?'),
    role: fc.constantFrom('USER' as const, 'ADMIN' as const, null),
    state: fc.constantFrom(...USER_STATUSES, null),
    twoFactor: fc.constantFrom(...TWO_FACTOR_STATES, null),
    order: fc.constantFrom(...USER_ORDERS),
  })
  const cursor = fc.constantFrom({ after: ID }, { before: ID })
  fc.assert(
    fc.property(listing, cursor, (asked, place) => {
      const { searchParams } = new URL(
        userListingPath({ ...asked, cursor: null }, place),
        'http://localhost',
      )
      const read = userListingSchema.parse(Object.fromEntries(searchParams))
      expect(read).toEqual({ ...asked, cursor: place })
    }),
  )
})

test.each([
  ['name', 'newest', 'name'],
  ['name', 'name', 'name-down'],
  ['name', 'name-down', 'name'],
  ['joined', 'name', 'newest'],
  ['joined', 'newest', 'oldest'],
  ['email', 'email', 'email-down'],
] as const)('the heading %s leads from %s to %s', (column, current, order) => {
  expect(nextOrder(column, current)).toBe(order)
})

const NOW = new Date('2026-03-01T12:00:00Z')
const YESTERDAY = new Date('2026-02-28T12:00:00Z')
const ENABLED = { emailVerifiedAt: YESTERDAY, disabledAt: null, disabledUntil: null }

test.each([
  ['active', {}],
  ['unverified', { emailVerifiedAt: null }],
  ['disabled', { disabledAt: YESTERDAY }],
  ['disabled', { disabledAt: YESTERDAY, emailVerifiedAt: null }],
  ['active', { disabledAt: YESTERDAY, disabledUntil: NOW }],
] as const)('%s is the account status for %j', (state, changed) => {
  expect(accountStatus({ ...ENABLED, ...changed }, NOW)).toBe(state)
})
