import { render, screen, waitFor } from '@testing-library/react'
import type { Session } from 'next-auth'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FollowSignOut } from '@/components/auth/follow-sign-out'
import { HeaderPerson } from '@/components/site/header-person'
import { Providers } from '@/components/site/providers'
import { postFromAnotherTab } from '../another-tab'
import { ADA, serveAuth } from '../auth-network'

const leave = vi.fn()

beforeEach(() => leave.mockClear())
afterEach(() => vi.unstubAllGlobals())

function renderPage(session: Session | null) {
  render(
    <Providers session={session}>
      <HeaderPerson />
      <FollowSignOut leave={leave} />
    </Providers>,
  )
}

test('a sign-out in another tab also moves this one', async () => {
  serveAuth({ session: () => Response.json(null) })
  renderPage(ADA)
  await postFromAnotherTab('signout')
  await waitFor(() => expect(leave).toHaveBeenCalledExactlyOnceWith('/sign-in'))
})

test('a failed session read moves nobody, and the name comes back', async () => {
  let asked = 0
  serveAuth({
    session: () => {
      asked += 1
      return asked === 1 ? Response.json({}, { status: 503 }) : Response.json(ADA)
    },
  })
  renderPage(ADA)
  await postFromAnotherTab('signout')
  expect(await screen.findByText(ADA.user.name)).toBeVisible()
  expect(leave).not.toHaveBeenCalled()
})

test('a page that was never signed in stays', async () => {
  const { requests } = serveAuth({ session: () => Response.json(null) })
  renderPage(null)
  await postFromAnotherTab('signout')
  await waitFor(() => expect(requests).toContain('GET /api/auth/session'))
  expect(leave).not.toHaveBeenCalled()
})
