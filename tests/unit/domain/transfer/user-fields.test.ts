import { describe, expect, test } from 'vitest'
import { normaliseUsername } from '@/lib/domain/accounts/identifiers'
import { fieldsOf, flagOf, timeOf, usernameFrom } from '@/lib/domain/transfer/user-fields'

test.each([
  ['Devise', ['id', 'email', 'encrypted_password', 'confirmed_at'], 'password', 2],
  ['Laravel', ['id', 'name', 'email', 'email_verified_at', 'password'], 'verified', 3],
  ['Django', ['id', 'password', 'is_active', 'date_joined'], 'enabled', 2],
  ['Firebase', ['localId', 'email', 'passwordHash', 'salt', 'displayName'], 'name', 4],
  ['Supabase', ['id', 'email', 'encrypted_password', 'email_confirmed_at'], 'verified', 3],
  ['Keycloak', ['id', 'createdTimestamp', 'username', 'firstName'], 'createdAt', 1],
  ['a hash beside a password', ['password', 'password_hash'], 'password', 1],
] as const)('the columns of %s are found', (_system, columns, field, at) => {
  expect(fieldsOf(columns)[field]).toBe(at)
})

describe('a flag', () => {
  test.each(['', 'false', 'F', '0', 'no', 'NULL', String.raw`\N`])('"%s" is not set', (text) => {
    expect(flagOf(text)).toBe(false)
  })
  test.each(['true', 'T', '1', 'Yes'])('"%s" is set', (text) => expect(flagOf(text)).toBe(true))
  test('may be the time since when it is set', () => {
    expect(flagOf('2025-01-31 12:00:00')).toEqual(new Date('2025-01-31T12:00:00Z'))
  })
  test.each(['maybe', '2', '31.01.2025'])('"%s" is neither', (text) => {
    expect(flagOf(text)).toBeNull()
  })
})

describe('a time', () => {
  test.each([
    ['2025-01-31', '2025-01-31T00:00:00Z'],
    ['2025-01-31T12:00:00.5Z', '2025-01-31T12:00:00.500Z'],
    ['2025-01-31 12:00:00', '2025-01-31T12:00:00Z'],
    ['2025-01-31 12:00:00.123456+02', '2025-01-31T10:00:00.123Z'],
    ['1738324800', '2025-01-31T12:00:00Z'],
    ['1738324800000', '2025-01-31T12:00:00Z'],
  ])('%s is read', (text, time) => expect(timeOf(text)).toEqual(new Date(time)))
  test.each(['', 'now', '31/01/2025', '2025-13-45', '-1', '2025-01-31 at noon'])(
    '"%s" is none',
    (text) => expect(timeOf(text)).toBeNull(),
  )
})

test.each([
  ['ada@example.com', 'ada'],
  ['ada.lovelace+x@example.com', 'ada-lovelace-x'],
  ['a@example.com', 'a00'],
  ["'@example.com", '000'],
  [`${'x'.repeat(64)}@example.com`, 'x'.repeat(24)],
])('a username made from %s can be used', (email, username) => {
  expect(usernameFrom(email)).toBe(username)
  expect(normaliseUsername(username)).toBe(username)
})
