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

test('the list contains exactly the roles of the database', () => {
  expect(ROLE_NAMES.toSorted()).toEqual(Object.keys(DatabaseRole).toSorted())
})

test('administrators may administer and new users may not', () => {
  expect(isAdministrator(ADMINISTRATOR_ROLE)).toBe(true)
  expect(ADMINISTRATOR_ROLES).toContain(ADMINISTRATOR_ROLE)
  expect(isAdministrator(DEFAULT_ROLE)).toBe(false)
})

test.each(['NO_SUCH_ROLE', 'admin', 'toString', '', null, undefined])(
  'an unknown role has no permissions: %s',
  (role) => {
    expect(isRole(role)).toBe(false)
    expect(isAdministrator(role)).toBe(false)
  },
)

test('every role has its own label; an unknown role is shown by its name', () => {
  const labels = ROLE_NAMES.map(roleLabel)
  expect(new Set(labels).size).toBe(ROLE_NAMES.length)
  expect(labels).toEqual(Object.values(ROLES).map(({ label }) => label))
  expect(roleLabel('NO_SUCH_ROLE')).toBe('NO_SUCH_ROLE')
})
