import { render, screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { DemoAccounts } from '@/components/landing/demo-accounts'
import { Hero } from '@/components/landing/hero'
import { WhatToSee } from '@/components/landing/what-to-see'
import { WhereToRead } from '@/components/landing/where-to-read'
import { DEMO_ACCOUNTS, DEMO_PASSWORD, DEMO_TWO_FACTOR } from '@/prisma/demo-accounts'

test('a visitor gets links to sign in and to sign up, once each', () => {
  render(<Hero home={null} canInspect={false} />)
  expect(screen.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/sign-in')
  expect(screen.getByRole('link', { name: 'Create account' })).toHaveAttribute('href', '/sign-up')
})

test('a signed-in user gets a link to their start page instead', () => {
  render(<Hero home="/projects" canInspect={false} />)
  expect(screen.getByRole('link', { name: 'Go to dashboard' })).toHaveAttribute('href', '/projects')
  expect(screen.queryByRole('link', { name: 'Sign in' })).not.toBeInTheDocument()
})

test('the inspector is linked only where it is open', () => {
  const { rerender } = render(<Hero home={null} canInspect />)
  expect(screen.getByRole('link', { name: 'Watch a sign-in' })).toHaveAttribute(
    'href',
    '/inspector',
  )
  expect(screen.getAllByRole('link')[0]).toHaveAccessibleName('Watch a sign-in')
  rerender(<WhatToSee canInspect hasMailbox />)
  expect(screen.getByRole('link', { name: 'the inspector' })).toHaveAttribute('href', '/inspector')
  expect(screen.getByRole('link', { name: 'the mailbox' })).toHaveAttribute('href', '/mailbox')

  rerender(<WhatToSee canInspect={false} hasMailbox={false} />)
  expect(screen.queryByRole('link')).not.toBeInTheDocument()
  expect(screen.getAllByRole('listitem')).toHaveLength(4)
})

test('every demo account is listed with its effect, and the shared password', () => {
  render(
    <DemoAccounts accounts={DEMO_ACCOUNTS} password={DEMO_PASSWORD} twoFactor={DEMO_TWO_FACTOR} />,
  )
  const rows = screen.getAllByRole('row').slice(1)
  expect(rows).toHaveLength(DEMO_ACCOUNTS.length)
  const row = (email: string) => within(screen.getByText(email).closest('tr') ?? document.body)
  expect(row('admin@example.com').getByText('Administrator')).toBeInTheDocument()
  expect(row('disabled@example.com').getByText('Refused: account disabled')).toBeInTheDocument()
  expect(
    row('unverified@example.com').getByText('Refused: email not confirmed'),
  ).toBeInTheDocument()
  expect(screen.getByText('lantern ladder lagoon')).toBeInTheDocument()
  expect(row('twofactor@example.com').getByText('User, with two-factor')).toBeInTheDocument()
  expect(screen.getByText('LATCHKEYDEMOSECRETLATCHKEYDEMOSEC')).toBeInTheDocument()
})

test('code and documents are linked where they are published, and named where they are not', () => {
  const { rerender } = render(<WhereToRead repository="https://github.com/acme/notes" />)
  expect(screen.getByRole('link', { name: 'the code' })).toHaveAttribute(
    'href',
    'https://github.com/acme/notes',
  )
  expect(screen.getByRole('link', { name: 'docs/security.md' })).toHaveAttribute(
    'href',
    'https://github.com/acme/notes/blob/main/docs/security.md',
  )
  rerender(<WhereToRead repository={null} />)
  expect(screen.queryByRole('link')).not.toBeInTheDocument()
  expect(screen.getByText('README.md')).toBeInTheDocument()
})
