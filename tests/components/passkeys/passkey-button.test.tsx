import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { PasskeyButton } from '@/components/passkeys/passkey-button'
import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormState } from '@/lib/platform/forms'

beforeEach(() => {
  render(
    <ActionForm action={() => new Promise<FormState>(() => {})} toastId="test">
      <SubmitButton busyText="Verifying…">Verify</SubmitButton>
      <PasskeyButton>Use a passkey</PasskeyButton>
    </ActionForm>,
  )
})

test('the button that was pressed shows that it is busy, and the other one waits', async () => {
  await userEvent.click(screen.getByRole('button', { name: 'Use a passkey' }))
  expect(screen.getByRole('button', { name: 'Waiting for your device…' })).toBeVisible()
  expect(screen.getByRole('button', { name: 'Verify' })).toHaveAttribute('aria-disabled', 'true')
})

test('the same the other way round', async () => {
  await userEvent.click(screen.getByRole('button', { name: 'Verify' }))
  expect(screen.getByRole('button', { name: 'Verifying…' })).toBeVisible()
  const other = screen.getByRole('button', { name: 'Use a passkey' })
  expect(other).toHaveAttribute('aria-disabled', 'true')
})

test('a prompt that hangs never holds the rest of the form back', async () => {
  cleanup()
  const sent: string[] = []
  let prompts: AbortSignal[] = []
  const hang = (signal: AbortSignal) => {
    prompts = [...prompts, signal]
    return new Promise<never>(() => {})
  }
  render(
    <ActionForm
      action={() => Promise.resolve({ notice: 'Verified.' })}
      check={(formData, askDevice) => {
        if (formData.has('passkey')) return askDevice(hang)
        sent.push('password')
        return null
      }}
      toastId="test"
    >
      <SubmitButton busyText="Verifying…">Verify</SubmitButton>
      <PasskeyButton>Use a passkey</PasskeyButton>
    </ActionForm>,
  )
  await userEvent.click(screen.getByRole('button', { name: 'Use a passkey' }))
  const busy = screen.getByRole('button', { name: 'Waiting for your device…' })
  await userEvent.click(busy)
  expect(prompts).toHaveLength(1)
  await userEvent.click(screen.getByRole('button', { name: 'Verify' }))
  expect(prompts[0]?.aborted).toBe(true)
  expect(sent).toEqual(['password'])
  expect(await screen.findByText('Verified.')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Use a passkey' }))
  expect(prompts).toHaveLength(2)
})
