import { act, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { Session } from 'next-auth'
import { renderToString } from 'react-dom/server'
import { afterEach, expect, test, vi } from 'vitest'
import { SignOutButton } from '@/components/auth/sign-out-button'
import { AccountMenu } from '@/components/site/account-menu'
import { HeaderPerson } from '@/components/site/header-person'
import { Providers } from '@/components/site/providers'
import { ADA, serveAuth } from '../auth-network'

afterEach(async () => {
  const { toast } = await import('react-hot-toast/headless')
  act(() => toast.remove())
  vi.unstubAllGlobals()
})

const action = async () => ({})
const PAGES = [{ href: '/account/security', label: 'Security' }]
const page = (session: Session | null) => (
  <Providers session={session}>
    <HeaderPerson menu={<AccountMenu pages={PAGES} />}>
      <SignOutButton action={action} />
    </HeaderPerson>
  </Providers>
)

test('the name is in the server HTML', () => {
  expect(renderToString(page(ADA))).toContain('Ada Lovelace')
})

test('signed out, there is no name and nothing to sign out of', () => {
  render(page(null))
  expect(screen.queryByRole('button')).not.toBeInTheDocument()
})

test('the name appears without a reload once the session is read', async () => {
  serveAuth({ session: () => Response.json(ADA) })
  render(page(null))
  const channel = new BroadcastChannel('next-auth')
  channel.postMessage({ event: 'session' })
  expect(await screen.findByText('Ada Lovelace')).toBeInTheDocument()
  channel.close()
})

test('the menu opens and closes; "Sign out" is there all the time', async () => {
  render(page(ADA))
  const link = screen.getByText('Security')
  expect(link).not.toBeVisible()
  await userEvent.click(screen.getByText('Ada Lovelace'))
  expect(link).toBeVisible()
  expect(screen.getByRole('button', { name: 'Sign out' })).toBeVisible()
  await userEvent.keyboard('{Escape}')
  expect(link).not.toBeVisible()
  await userEvent.click(screen.getByText('Ada Lovelace'))
  await userEvent.click(document.body)
  expect(link).not.toBeVisible()
})

test('the name follows a change made by an action', async () => {
  const renamed = { ...ADA, user: { ...ADA.user, name: 'Ada King' } }
  serveAuth({ session: () => Response.json(renamed) })
  const { rerender } = render(page(ADA))
  rerender(page(renamed))
  expect(await screen.findByText('Ada King')).toBeInTheDocument()
})

test('"Sign out" ends in a full load of the sign-in page', async () => {
  const { requests } = serveAuth({})
  const leave = vi.fn()
  render(
    <Providers session={ADA}>
      <SignOutButton action={action} leave={leave} />
    </Providers>,
  )
  await userEvent.click(screen.getByRole('button', { name: 'Sign out' }))
  await waitFor(() => expect(leave).toHaveBeenCalledExactlyOnceWith('/sign-in'))
  expect(requests).toContain('POST /api/auth/signout')
})

test('a failed sign-out says so and can be retried', async () => {
  serveAuth({ signout: 'network error' })
  const leave = vi.fn()
  render(
    <Providers session={ADA}>
      <SignOutButton action={action} leave={leave} />
    </Providers>,
  )
  await userEvent.click(screen.getByRole('button', { name: 'Sign out' }))
  expect(await screen.findByText(/^You seem to be offline\./)).toBeInTheDocument()
  expect(leave).not.toHaveBeenCalled()
  expect(screen.getByRole('button', { name: 'Sign out' })).toBeEnabled()
})
