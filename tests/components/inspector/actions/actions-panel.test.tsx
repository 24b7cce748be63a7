import { fireEvent, render, screen } from '@testing-library/react'
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import type { Session } from 'next-auth'
import { SessionProvider } from 'next-auth/react'
import { expect, test, vi } from 'vitest'
import { ActionsPanel } from '@/components/inspector/actions/actions-panel'
import { useActions } from '@/components/inspector/actions/use-actions'
import { ADA, serveAuth } from '../../auth-network'

const router = { refresh: vi.fn() }

/** As the inspector puts them together. */
function Panel() {
  return <ActionsPanel actions={useActions(null)} demo={null} />
}

function show(session?: Session | null) {
  render(
    <AppRouterContext value={router as never}>
      <SessionProvider {...(session === undefined ? {} : { session })} refetchOnWindowFocus={false}>
        <Panel />
      </SessionProvider>
    </AppRouterContext>,
  )
}

const button = (name: string) => screen.getByRole('button', { name })

test('update(), pressed while the session is being read, is called once it has been', async () => {
  const asked: string[] = []
  let finishReading = () => {}
  const reading = new Promise<void>((resolve) => (finishReading = resolve))
  vi.stubGlobal('fetch', async (address: string, { method = 'GET' }: RequestInit = {}) => {
    asked.push(`${method} ${address}`)
    if (address.endsWith('/csrf')) return Response.json({ csrfToken: 'token' })
    if (method === 'GET') await reading
    return Response.json(ADA)
  })
  show()
  fireEvent.click(button('Call update()'))
  expect(asked).toEqual(['GET /api/auth/session'])
  finishReading()

  expect(await screen.findByText('Asked to become ADMIN; the role is still USER.')).toBeVisible()
  expect(asked).toContain('POST /api/auth/session')
})

test('signed in or not, the same buttons are there, so that none moves away and focus stays', () => {
  const names = () => screen.getAllByRole('button').map(({ textContent }) => textContent)
  show(null)
  expect(screen.getByText('Signed out')).toBeVisible()
  const before = names()
  document.body.replaceChildren()
  show(ADA)
  expect(screen.getByText('Signed in')).toBeVisible()
  expect(names()).toEqual(before)
})

test('after a sign-out without a session it says that nobody was signed in', async () => {
  serveAuth({
    csrf: Response.json({ csrfToken: 'token' }),
    signout: Response.json({ url: 'http://localhost:3000/' }),
  })
  show(null)
  fireEvent.click(button('Sign out here'))
  expect(await screen.findByText('Nobody was signed in.')).toBeVisible()
})

test('where a code is needed, it leads to the second step', async () => {
  const url = 'http://localhost:3000/sign-in?error=CredentialsSignin&code=two_factor_required'
  serveAuth({ callback: Response.json({ url }) })
  show(null)
  fireEvent.change(screen.getByLabelText('Email or username'), { target: { value: 'ada' } })
  fireEvent.change(screen.getByLabelText('Password'), { target: { value: 'the right password' } })
  fireEvent.click(button('Sign in here'))
  expect(await screen.findByText(/Enter the code from your authenticator app/)).toBeVisible()
  expect(screen.getByRole('link', { name: 'Go on to the second step' })).toHaveAttribute(
    'href',
    '/sign-in/two-factor',
  )
})
