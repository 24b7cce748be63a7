import { act, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { toast } from 'react-hot-toast/headless'
import { renderToString } from 'react-dom/server'
import { afterEach, expect, test } from 'vitest'
import { toastRefusal, toastSuccess } from '@/components/ui/toast'
import { Toaster } from '@/components/ui/toaster'

afterEach(() => act(() => toast.remove()))

const region = () => within(screen.getByRole('region', { name: 'Notifications' }))

test('the server HTML has no style attribute, which a strict policy would block', () => {
  const html = renderToString(<Toaster />)
  expect(html).not.toContain('style=')
  expect(html).toContain('aria-live="polite"')
})

test('a refusal is an alert, a success a status', () => {
  render(<Toaster />)
  act(() => {
    toastRefusal('one', { code: 'server_error' })
    toastSuccess('two', 'Saved.')
  })
  expect(region().getByRole('alert')).toHaveTextContent('Something went wrong.')
  expect(region().getByRole('status')).toHaveTextContent('Saved.')
})

test('a success that replaces a refusal is no longer an alert', () => {
  render(<Toaster />)
  act(() => toastRefusal('one', { code: 'server_error' }))
  act(() => toastSuccess('one', 'Saved.'))
  expect(region().queryByRole('alert')).not.toBeInTheDocument()
  expect(region().getByRole('status')).toHaveTextContent('Saved.')
})

test('can be dismissed by keyboard', async () => {
  render(<Toaster />)
  act(() => toastRefusal('one', { code: 'server_error' }))
  await userEvent.tab()
  expect(screen.getByRole('button', { name: 'Dismiss' })).toHaveFocus()
  await userEvent.keyboard('{Enter}')
  await waitFor(() => expect(region().queryByRole('alert')).not.toBeInTheDocument())
})
