import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
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
