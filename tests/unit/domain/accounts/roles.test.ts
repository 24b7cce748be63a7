import { expect, test } from 'vitest'
import { Role as DatabaseRole } from '@/lib/data/generated/enums'
import {
  ADMINISTRATOR_ROLE,
  ADMINISTRATOR_ROLES,
  DEFAULT_ROLE,
  isAdministrator,
  isRole,
  ROLE_NAMES,
  roleLabel,
  ROLES,
} from '@/lib/domain/accounts/roles'

test('the list holds the roles of the database, and no other', () => {
  expect(ROLE_NAMES.toSorted()).toEqual(Object.keys(DatabaseRole).toSorted())
})

test('administrators administer, and whoever signs up does not', () => {
  expect(isAdministrator(ADMINISTRATOR_ROLE)).toBe(true)
  expect(ADMINISTRATOR_ROLES).toContain(ADMINISTRATOR_ROLE)
  expect(isAdministrator(DEFAULT_ROLE)).toBe(false)
})

test.each(['NO_SUCH_ROLE', 'admin', 'toString', '', null, undefined])(
  'what is not on the list may do nothing: %s',
  (role) => {
    expect(isRole(role)).toBe(false)
    expect(isAdministrator(role)).toBe(false)
  },
)

test('every role has a label of its own; one that is not on the list is called by its name', () => {
  const labels = ROLE_NAMES.map(roleLabel)
  expect(new Set(labels).size).toBe(ROLE_NAMES.length)
  expect(labels).toEqual(Object.values(ROLES).map(({ label }) => label))
  expect(roleLabel('NO_SUCH_ROLE')).toBe('NO_SUCH_ROLE')
})
