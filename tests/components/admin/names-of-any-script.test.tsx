import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { AuditPeople } from '@/components/admin/audit-people'
import { PersonName } from '@/components/admin/person-name'
import { UserTokens } from '@/components/admin/user-tokens'

/*
 * What people choose as a name may be written from right to left. Set apart, it neither turns around
 * what stands beside it nor is turned around by it.
 */

const NAME = 'آدا لوفليس'
const MOMENT = '2026-03-01T12:00:00.000Z'
const PERSON = { id: '1', account: { name: NAME, username: 'ada' } }
const TOKEN = {
  ...{ id: '1', name: NAME, scope: 'Read', createdIso: MOMENT, expiresIso: MOMENT },
  lastUsedIso: null,
}

test.each([
  ['in the audit log', <PersonName key="" person={PERSON} />],
  [
    'above the events of one person',
    <AuditPeople key="" people={[{ id: '1', name: NAME, username: 'ada' }]} isMore={false} />,
  ],
  ['as an access token of a user', <UserTokens key="" tokens={[TOKEN]} />],
])('a name is set apart %s', (_where, element) => {
  render(element)
  for (const name of screen.getAllByText(NAME)) {
    expect(name.closest('[dir="auto"], bdi')).toHaveTextContent(new RegExp(`^${NAME}$`))
  }
})
