import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { ThemeSwitch } from '@/components/ui/theme-switch'

test('shows the selected theme and sends the one pressed', async () => {
  const chosen = vi.fn()
  render(
    <ThemeSwitch theme="light" action={async (formData) => void chosen(formData.get('theme'))} />,
  )
  expect(screen.getByRole('group', { name: 'Theme' })).toBeInTheDocument()
  expect(screen.getByRole('button', { name: 'Light' })).toHaveAttribute('aria-pressed', 'true')
  expect(screen.getByRole('button', { name: 'System' })).toHaveAttribute('aria-pressed', 'false')
  await userEvent.click(screen.getByRole('button', { name: 'Dark' }))
  await waitFor(() => expect(chosen).toHaveBeenCalledExactlyOnceWith('dark'))
})
