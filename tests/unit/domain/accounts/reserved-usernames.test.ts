import { expect, test } from 'vitest'
import { normaliseUsername } from '@/lib/domain/accounts/identifiers'
import { isReservedUsername } from '@/lib/domain/accounts/reserved-usernames'
import { product } from '@/lib/product'

test.each([
  ...[
    'admin',
    'root',
    'support',
    'postmaster',
    product.slug,
    'sign-in',
    'api',
    'billing',
    'no-reply',
  ],
  ...['sign-up', 'verify', 'me', 'anonymous', 'undefined', 'mailbox', 'dashboard'],
])('%s is reserved', (username) => {
  expect(isReservedUsername(username)).toBe(true)
})

test.each(['ada', 'administrators-fan', 'toString', 'constructor', '__proto__'])(
  '%s is available',
  (username) => {
    expect(isReservedUsername(username)).toBe(false)
  },
)

test('names are normalized first, so letter case does not bypass the list', () => {
  expect(isReservedUsername(normaliseUsername(' ADMIN ') ?? '')).toBe(true)
})
