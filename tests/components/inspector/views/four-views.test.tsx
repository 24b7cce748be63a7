import { fireEvent, render, screen } from '@testing-library/react'
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import { SessionProvider } from 'next-auth/react'
import { expect, test, vi } from 'vitest'
import { FourViews } from '@/components/inspector/views/four-views'
import { ADA } from '../../auth-network'

const router = { refresh: vi.fn() }

test('the four views agree only once all of them have been asked', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(ADA)))
  render(
    <AppRouterContext value={router as never}>
      <SessionProvider session={ADA} refetchOnWindowFocus={false}>
        <FourViews server={{ middleware: 'alive', page: 'ada', atMs: 0 }} />
      </SessionProvider>
    </AppRouterContext>,
  )
  expect(screen.getByText('not asked yet')).toBeVisible()
  expect(screen.getByRole('status')).toHaveTextContent('The API has not been asked yet.')

  fireEvent.click(screen.getByRole('button', { name: 'Look again' }))

  expect(await screen.findByText('They agree.')).toBeVisible()
  expect(router.refresh).toHaveBeenCalledOnce()
})
