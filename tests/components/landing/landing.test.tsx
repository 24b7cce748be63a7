import { render, screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { DemoAccounts } from '@/components/landing/demo-accounts'
import { Hero } from '@/components/landing/hero'
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '@/prisma/demo-accounts'

test('a visitor is offered the two ways in, each once', () => {
  render(<Hero isSignedIn={false} />)
  expect(screen.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/sign-in')
  expect(screen.getByRole('link', { name: 'Create account' })).toHaveAttribute('href', '/sign-up')
})

test('somebody signed in is offered the dashboard instead', () => {
  render(<Hero isSignedIn />)
  expect(screen.getByRole('link', { name: 'Go to dashboard' })).toHaveAttribute(
    'href',
    '/dashboard',
  )
  expect(screen.queryByRole('link', { name: 'Sign in' })).not.toBeInTheDocument()
})

test('every demo account is listed with what happens, and the one password', () => {
  render(<DemoAccounts accounts={DEMO_ACCOUNTS} password={DEMO_PASSWORD} />)
  const rows = screen.getAllByRole('row').slice(1)
  expect(rows).toHaveLength(DEMO_ACCOUNTS.length)
  const row = (email: string) => within(screen.getByText(email).closest('tr') ?? document.body)
  expect(row('admin@example.com').getByText('Signs in, and sees more')).toBeInTheDocument()
  expect(row('disabled@example.com').getByText('Is refused: disabled')).toBeInTheDocument()
  expect(
    row('unverified@example.com').getByText('Is refused: email not confirmed'),
  ).toBeInTheDocument()
  expect(screen.getByText('lantern ladder lagoon')).toBeInTheDocument()
})
