import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { SecondStepForm } from '@/components/two-factor/second-step-form'
import type { SecondFactorKind } from '@/components/two-factor/second-factor-kind'

const INVALID = 'That code is not valid.'

test.each<[SecondFactorKind, string]>([
  ['code', 'Authentication code'],
  ['recovery', 'Recovery code'],
])('a refused code is marked at its field, which has the focus: %s', async (kind, label) => {
  const refuse = async () => ({ refusal: { code: 'two_factor_invalid' } as const })
  render(<SecondStepForm action={refuse} codes={{ kind, otherHref: '/' }} hasPasskeys={false} />)
  await userEvent.type(screen.getByLabelText(label), '000000')
  await userEvent.click(screen.getByRole('button', { name: 'Verify' }))
  await waitFor(() => expect(screen.getByLabelText(label)).toHaveFocus())
  expect(screen.getByLabelText(label)).toBeInvalid()
  expect(screen.getByLabelText(label)).toHaveAccessibleDescription(expect.stringContaining(INVALID))
  expect(screen.getByRole('alert')).toHaveTextContent(INVALID)
})

test('phones offer the code and digits, and nothing is sent before Verify', async () => {
  const action = vi.fn(async () => ({}))
  render(
    <SecondStepForm action={action} codes={{ kind: 'code', otherHref: '/' }} hasPasskeys={false} />,
  )
  const field = screen.getByLabelText('Authentication code')
  expect(field).toHaveAttribute('autocomplete', 'one-time-code')
  expect(field).toHaveAttribute('inputmode', 'numeric')
  await userEvent.click(field)
  await userEvent.paste(' 123 456 ')
  expect(field).toHaveValue(' 123 456 ')
  expect(action).not.toHaveBeenCalled()
  await userEvent.click(screen.getByRole('button', { name: 'Verify' }))
  await waitFor(() => expect(action).toHaveBeenCalledOnce())
})
