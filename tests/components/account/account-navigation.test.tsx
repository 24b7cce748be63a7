import { render, screen } from '@testing-library/react'
import { PathnameContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime'
import { expect, test } from 'vitest'
import { AccountNavigation } from '@/components/account/account-navigation'

const PAGES = [
  { href: '/account', label: 'Profile' },
  { href: '/account/security', label: 'Security', within: ['/account/two-factor'] },
]

test('only the current page is marked in the navigation', () => {
  render(
    <PathnameContext value="/account/security">
      <AccountNavigation pages={PAGES} />
    </PathnameContext>,
  )
  expect(screen.getByRole('navigation', { name: 'Account' })).toBeVisible()
  expect(screen.getByRole('link', { current: 'page' })).toHaveTextContent('Security')
  expect(screen.getByRole('link', { name: 'Profile' })).not.toHaveAttribute('aria-current')
})

test('the page that leads to the current one is marked as its section', () => {
  render(
    <PathnameContext value="/account/two-factor">
      <AccountNavigation pages={PAGES} />
    </PathnameContext>,
  )
  expect(screen.getByRole('link', { current: true })).toHaveTextContent('Security')
  expect(screen.queryByRole('link', { current: 'page' })).toBeNull()
})
