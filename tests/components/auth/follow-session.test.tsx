import { act, render, waitFor } from '@testing-library/react'
import type { Session } from 'next-auth'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FollowSession } from '@/components/auth/follow-session'
import { Providers } from '@/components/site/providers'
import { ADA, serveAuth } from '../auth-network'

const leave = vi.fn()

beforeEach(() => leave.mockClear())
afterEach(() => vi.unstubAllGlobals())

function page(session: Session | null, isPaused = false) {
  return (
    <Providers session={session}>
      <FollowSession path="/account" isPaused={isPaused} leave={leave} />
    </Providers>
  )
}

/** What next-auth's client posts when the session changed in another tab. */
async function anotherTabSignsIn() {
  const channel = new BroadcastChannel('next-auth')
  await act(async () => {
    channel.postMessage({ event: 'session', data: { trigger: 'getSession' } })
    await new Promise((resolve) => setTimeout(resolve, 50))
  })
  channel.close()
}

test('a sign-in in another tab takes this one along', async () => {
  serveAuth({ session: () => Response.json(ADA) })
  render(page(null))
  await anotherTabSignsIn()
  await waitFor(() => expect(leave).toHaveBeenCalledExactlyOnceWith('/account'))
})

test("this page's own sign-in is left alone: its form leaves by itself", async () => {
  serveAuth({ session: () => Response.json(ADA) })
  render(page(null, true))
  await anotherTabSignsIn()
  expect(leave).not.toHaveBeenCalled()
})

test('a page that was signed in from the start does not jump, so that two pages cannot loop', () => {
  render(page(ADA))
  expect(leave).not.toHaveBeenCalled()
})
