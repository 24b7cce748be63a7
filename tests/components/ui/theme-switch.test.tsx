import { act, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { toast } from 'react-hot-toast/headless'
import { afterEach, expect, test } from 'vitest'
import { ThemeSwitch } from '@/components/ui/theme-switch'
import type { FormState } from '@/lib/platform/forms'

afterEach(() => act(() => toast.remove()))

type Sent = { theme: FormDataEntryValue | null; check: FormDataEntryValue | null }

/** Shows the buttons, and gives these answers one after the other. */
function show(...answers: (() => Promise<FormState>)[]) {
  const sent: Sent[] = []
  const action = async (_previous: FormState, formData: FormData) => {
    sent.push({ theme: formData.get('theme'), check: formData.get('check') })
    return (await answers.shift()?.()) ?? {}
  }
  render(<ThemeSwitch theme="light" action={action} />)
  return sent
}

const BLOCKED = 'Your browser blocks cookies. Allow them for this site and try again.'

test('shows which theme is chosen, sends the one pressed, and asks whether it was kept', async () => {
  const sent = show()
  expect(screen.getByRole('group', { name: 'Theme' })).toBeInTheDocument()
  expect(screen.getByRole('button', { name: 'Light' })).toHaveAttribute('aria-pressed', 'true')
  expect(screen.getByRole('button', { name: 'System' })).toHaveAttribute('aria-pressed', 'false')
  await userEvent.click(screen.getByRole('button', { name: 'Dark' }))
  await waitFor(() =>
    expect(sent).toEqual([
      { theme: 'dark', check: null },
      { theme: 'dark', check: 'yes' },
    ]),
  )
  expect(screen.queryByRole('alert')).not.toBeInTheDocument()
})

test('says so when the browser keeps no cookie', async () => {
  show(
    async () => ({}),
    async () => ({ refusal: { code: 'cookies_blocked' } }),
  )
  await userEvent.click(screen.getByRole('button', { name: 'Dark' }))
  expect(await screen.findByRole('alert')).toHaveTextContent(BLOCKED)
})

test('says so when there is no connection, and asks no further', async () => {
  const sent = show(() => Promise.reject(new TypeError('Failed to fetch')))
  await userEvent.click(screen.getByRole('button', { name: 'Dark' }))
  expect(await screen.findByRole('alert')).toHaveTextContent(/seem to be offline/)
  expect(sent).toHaveLength(1)
})

test('says what a page loaded without a script has found out', () => {
  render(<ThemeSwitch theme="system" isRefused action={async () => ({})} />)
  expect(screen.getByRole('alert')).toHaveTextContent(BLOCKED)
})
