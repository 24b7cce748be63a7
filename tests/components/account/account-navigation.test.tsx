import { render, screen } from '@testing-library/react'
import { PathnameContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime'
import { expect, test } from 'vitest'
import { AccountNavigation } from '@/components/account/account-navigation'

const PAGES = [
  { href: '/account', label: 'Profile' },
  { href: '/account/security', label: 'Security' },
]

test('the page one is on is marked, and no other', () => {
  render(
    <PathnameContext value="/account/security">
      <AccountNavigation pages={PAGES} />
    </PathnameContext>,
  )
  expect(screen.getByRole('navigation', { name: 'Account' })).toBeVisible()
  expect(screen.getByRole('link', { current: 'page' })).toHaveTextContent('Security')
  expect(screen.getByRole('link', { name: 'Profile' })).not.toHaveAttribute('aria-current')
})
