import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { TokenList } from '@/components/account/token-list'
import { PersonCard } from '@/components/dashboard/person-card'
import { PersonLabel } from '@/components/site/person-label'
import { TextAreaField, TextField } from '@/components/ui/field'

/*
 * What people choose as a name may be written from right to left. Set apart, it neither turns around
 * what stands beside it nor is turned around by it.
 */

const NAME = 'آدا لوفليس'
const MOMENT = '2026-03-01T12:00:00.000Z'
const TOKEN = {
  ...{ id: '1', name: NAME, scope: 'Read', createdIso: MOMENT, expiresIso: MOMENT },
  lastUsedIso: null,
}

test.each([
  ['in the header', <PersonLabel key="" name={NAME} image={null} />],
  [
    'on the dashboard',
    <PersonCard
      key=""
      person={{ name: NAME, username: 'ada', email: 'a@example.com', image: null, role: 'USER' }}
    />,
  ],
  [
    'as an access token of their own',
    <TokenList key="" tokens={[TOKEN]} action={async () => ({})} />,
  ],
])('a name is set apart %s', (_where, element) => {
  render(element)
  for (const name of screen.getAllByText(NAME)) {
    expect(name.closest('[dir="auto"], bdi')).toHaveTextContent(new RegExp(`^${NAME}$`))
  }
})

test('what is typed in it is written in its own direction', () => {
  render(
    <>
      <TextField name="name" label="Name" />
      <TextAreaField name="text" label="Text" />
    </>,
  )
  expect(screen.getByLabelText('Name')).toHaveAttribute('dir', 'auto')
  expect(screen.getByLabelText('Text')).toHaveAttribute('dir', 'auto')
})
