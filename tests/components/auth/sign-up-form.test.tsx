import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { expect, test, vi } from 'vitest'
import { PASSWORD_MIN } from '@/lib/domain/passwords/password-policy'
import { SignUpForm } from '@/components/auth/sign-up-form'
import type { FormState } from '@/lib/platform/forms'

const sent: FormData[] = []

function show(answer: FormState, mailHint?: ReactNode) {
  sent.length = 0
  const leave = vi.fn()
  render(
    <SignUpForm
      action={async (_previous, formData) => {
        sent.push(formData)
        return answer
      }}
      mailHint={mailHint}
      leave={leave}
    />,
  )
  return { leave }
}

async function fillAndSend() {
  const user = userEvent.setup()
  await user.type(screen.getByLabelText('Name'), 'Ada Lovelace')
  await user.type(screen.getByLabelText('Username'), 'ada')
  await user.type(screen.getByLabelText('Email'), 'ada@example.com')
  await user.type(screen.getByLabelText('Password'), 'quiet harbour 🌊 walk')
  await user.click(screen.getByRole('button', { name: 'Create account' }))
}

test('sends the four fields by their contracted names', async () => {
  show({})
  await fillAndSend()
  expect(Object.fromEntries(sent[0] ?? [])).toMatchObject({
    name: 'Ada Lovelace',
    username: 'ada',
    email: 'ada@example.com',
    password: 'quiet harbour 🌊 walk',
  })
})

test('shows the password requirements up front', () => {
  show({})
  expect(screen.getByLabelText('Password')).toHaveAccessibleDescription(
    `At least ${PASSWORD_MIN} characters. Spaces and emoji are fine.`,
  )
  expect(screen.getByLabelText('Password')).toHaveAttribute('autocomplete', 'new-password')
})

test('ends with "Check your email", focused, with a link to the mail', async () => {
  show({ notice: 'Check your email', values: { email: 'ada@example.com' } }, <p>It is here.</p>)
  await fillAndSend()
  const heading = await screen.findByRole('heading', { name: 'Check your email' })
  await waitFor(() => expect(heading).toHaveFocus())
  expect(screen.getByText('ada@example.com')).toBeInTheDocument()
  expect(screen.getByText('It is here.')).toBeInTheDocument()
  expect(screen.queryByLabelText('Password')).not.toBeInTheDocument()
})

test('without email verification leads straight to the dashboard', async () => {
  const { leave } = show({ goTo: '/dashboard' })
  await fillAndSend()
  await waitFor(() => expect(leave).toHaveBeenCalledWith('/dashboard'))
})
