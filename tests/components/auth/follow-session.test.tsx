import { render, screen, waitFor } from '@testing-library/react'
import type { Session } from 'next-auth'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FollowSession } from '@/components/auth/follow-session'
import { HeaderPerson } from '@/components/site/header-person'
import { Providers } from '@/components/site/providers'
import { postFromAnotherTab } from '../another-tab'
import { ADA, serveAuth } from '../auth-network'

const leave = vi.fn()

beforeEach(() => leave.mockClear())
afterEach(() => vi.unstubAllGlobals())

function page(session: Session | null, isPaused = false) {
  return (
    <Providers session={session}>
      <HeaderPerson />
      <FollowSession path="/account" isPaused={isPaused} leave={leave} />
    </Providers>
  )
}

test('a sign-in in another tab also moves this one', async () => {
  serveAuth({ session: () => Response.json(ADA) })
  render(page(null))
  await postFromAnotherTab('getSession')
  await waitFor(() => expect(leave).toHaveBeenCalledExactlyOnceWith('/account'))
})

test("this page's own sign-in is ignored, because its form navigates itself", async () => {
  serveAuth({ session: () => Response.json(ADA) })
  render(page(null, true))
  await postFromAnotherTab('getSession')
  expect(await screen.findByText(ADA.user.name)).toBeVisible()
  expect(leave).not.toHaveBeenCalled()
})

test('a page that starts signed in does not navigate, so that two pages cannot loop', () => {
  render(page(ADA))
  expect(leave).not.toHaveBeenCalled()
})
