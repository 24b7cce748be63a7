import { describe, expect, test } from 'vitest'
import { userListingPath } from '@/lib/domain/accounts/user-listing'
import { disableUserSchema } from '@/lib/schemas/admin-users'
import { userListingSchema } from '@/lib/schemas/admin-users'
import { EVERYBODY } from '@/tests/setup/every-user'

const ID = '018f0000-0000-7000-8000-000000000000'

describe('the query of the user list', () => {
  test.each([
    ['nothing', {}, {}],
    ['a search', { q: ' Ada ' }, { search: 'Ada' }],
    ['two searches', { q: ['a', 'b'] }, {}],
    ['a search with a NUL', { q: 'a\u0000b' }, { search: 'a b' }],
    ['half a character', { q: '\ud800' }, {}],
    ['a search without end', { q: 'a'.repeat(999) }, { search: 'a'.repeat(254) }],
    ['filters', { role: 'ADMIN', state: 'disabled' }, { role: 'ADMIN', state: 'disabled' }],
    ['filters of its own', { role: 'ROOT', state: 'gone', sort: 'passwordHash' }, {}],
    ['two-factor on', { twoFactor: 'on' }, { twoFactor: 'on' }],
    ['two-factor of its own', { twoFactor: 'maybe' }, {}],
    ['an order', { sort: 'email' }, { order: 'email' }],
    ['a next page', { after: ID }, { cursor: { after: ID } }],
    ['a page before', { before: ID }, { cursor: { before: ID } }],
    ['both', { before: ID, after: ID }, { cursor: { after: ID } }],
    ['a page beside nobody', { after: "' OR 1=1" }, {}],
  ])('%s', (_what, query, listing) => {
    expect(userListingSchema.parse(query)).toEqual({ ...EVERYBODY, ...listing })
  })

  test('is preserved in the URL of the next page', () => {
    const asked = {
      search: 'o’brien & co',
      role: 'USER',
      state: 'active',
      twoFactor: 'off',
      order: 'name',
    } as const
    const path = userListingPath({ ...asked, cursor: null }, { after: ID })
    const query = Object.fromEntries(new URL(path, 'http://localhost').searchParams)
    expect(userListingSchema.parse(query)).toEqual({ ...asked, cursor: { after: ID } })
  })
})

describe('disabling a user takes a reason and an end:', () => {
  test.each([
    ['no end', '', null],
    ['spaces for an end', '  ', null],
    ['an end, in UTC', '2026-12-31T18:00', new Date('2026-12-31T18:00:00Z')],
    ['an end with seconds', '2026-12-31T18:00:30', new Date('2026-12-31T18:00:30Z')],
  ])('%s', (_what, until, expected) => {
    const parsed = disableUserSchema.parse({ reason: ' Spam\n ', until })
    expect(parsed).toEqual({ reason: 'Spam', until: expected })
  })

  test.each([
    ['no reason', { reason: '' }],
    ['blanks for a reason', { reason: ' \t\n' }],
    ['a reason sent twice', { reason: ['a', 'b'] }],
    ['no reason field', {}],
    ['a reason too long', { reason: 'x'.repeat(201) }],
    ['a broken reason', { reason: 'a\ud800' }],
    ['an end that is none', { reason: 'x', until: 'tomorrow' }],
    ['an end on a day that is none', { reason: 'x', until: '2026-13-45T10:00' }],
    ['an end on February 31', { reason: 'x', until: '2999-02-31T00:00' }],
    ['an end with a zone', { reason: 'x', until: '2026-12-31T18:00+02:00' }],
    ['an end beyond all calendars', { reason: 'x', until: '+275760-09-13T00:00' }],
    ['two ends', { reason: 'x', until: ['2026-12-31T18:00', ''] }],
  ])('but not %s', (_what, fields) => {
    expect(disableUserSchema.safeParse(fields).success).toBe(false)
  })

  test('a reason without what turns the direction of the text around it', () => {
    const reason = 'Spam\u202Efdp.exe\u2066\u2028end'
    expect(disableUserSchema.parse({ reason })).toMatchObject({ reason: 'Spam fdp.exe  end' })
  })

  test('a reason of 200 characters, counted as code points', () => {
    expect(disableUserSchema.safeParse({ reason: '🔑'.repeat(200) }).success).toBe(true)
  })
})
