import { expect, test } from 'vitest'
import { withRoleColumn } from '@/scripts/adopt/role-column.mjs'

const TABLES = `# Roles

| page | anonymous | user | admin | what may be seen |
| --- | --- | --- | --- | --- |
| \`/admin/users\` | sign-in | 404 | shown | every user |

| request | anonymous | user | admin | what it answers |
| --- | --- | --- | --- | --- |
| \`GET /api/me\` | 401 | 200 USER | 200 ADMIN | your own profile |

| other | table |
| --- | --- |
`

test('a new role gets a column in every table of roles, with what a user gets', () => {
  expect(withRoleColumn(TABLES, 'editor')).toBe(`# Roles

| page | anonymous | user | editor | admin | what may be seen |
| --- | --- | --- | --- | --- | --- |
| \`/admin/users\` | sign-in | 404 | 404 | shown | every user |

| request | anonymous | user | editor | admin | what it answers |
| --- | --- | --- | --- | --- | --- |
| \`GET /api/me\` | 401 | 200 USER | 200 EDITOR | 200 ADMIN | your own profile |

| other | table |
| --- | --- |
`)
})

test('a column that is there, and a text without such a table, stay as they are', () => {
  expect(withRoleColumn(TABLES, 'admin')).toBeNull()
  expect(withRoleColumn('# Roles\n', 'editor')).toBeNull()
})
