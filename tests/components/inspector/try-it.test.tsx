import { fireEvent, render, screen } from '@testing-library/react'
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import { SessionProvider } from 'next-auth/react'
import { expect, test, vi } from 'vitest'
import { TryIt } from '@/components/inspector/try-it'
import { ADA } from '../auth-network'

const router = {
  refresh: vi.fn(),
  push: vi.fn(),
  replace: vi.fn(),
  back: vi.fn(),
  forward: vi.fn(),
}

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
  render(
    <AppRouterContext value={router as never}>
      <SessionProvider refetchOnWindowFocus={false}>
        <TryIt demo={null} />
      </SessionProvider>
    </AppRouterContext>,
  )
  fireEvent.click(screen.getByRole('button', { name: 'Call update()' }))
  expect(asked).toEqual(['GET /api/auth/session'])
  finishReading()

  expect(await screen.findByText('Asked to become ADMIN; the role is still USER.')).toBeVisible()
  expect(asked).toContain('POST /api/auth/session')
})
