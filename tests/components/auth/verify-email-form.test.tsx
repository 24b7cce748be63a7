import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { VerifyEmailForm } from '@/components/auth/verify-email-form'
import type { FormState } from '@/lib/platform/forms'

function show(answers: FormState[]) {
  const sent: Record<string, unknown>[] = []
  render(
    <VerifyEmailForm
      link={{ reference: 'sealed', account: null }}
      action={async (_previous, formData) => {
        sent.push(Object.fromEntries(formData))
        return answers.shift() ?? {}
      }}
    />,
  )
  return sent
}

async function confirm(password: string) {
  await userEvent.type(screen.getByLabelText('Password'), password)
  await userEvent.click(screen.getByRole('button', { name: 'Confirm email' }))
}

test('asks only for the password', async () => {
  const sent = show([{}])
  expect(screen.queryByLabelText('Username')).not.toBeInTheDocument()
  await confirm('quiet harbour morning walk')
  expect(sent).toEqual([{ link: 'sealed', password: 'quiet harbour morning walk' }])
})

test('a wrong password is cleared and its field focused', async () => {
  show([{ refusal: { code: 'password_wrong' } }])
  await confirm('not the one')
  await waitFor(() => expect(screen.getByLabelText('Password')).toHaveFocus())
  expect(screen.getByLabelText('Password')).toBeInvalid()
  expect(screen.getByLabelText('Password')).toHaveValue('')
})

test('asks for another username once the chosen one is taken, and keeps asking', async () => {
  const sent = show([
    { refusal: { code: 'username_taken' } },
    { refusal: { code: 'password_wrong' }, values: { username: 'ada2' } },
  ])
  await confirm('quiet harbour morning walk')
  const username = await screen.findByLabelText('Username')
  await waitFor(() => expect(username).toHaveFocus())
  expect(username).toBeInvalid()
  await userEvent.type(username, 'ada2')
  await userEvent.click(screen.getByRole('button', { name: 'Confirm email' }))
  await waitFor(() => expect(screen.getByLabelText('Password')).toHaveValue(''))
  expect(screen.getByLabelText('Username')).toHaveValue('ada2')
  expect(sent[1]).toMatchObject({ username: 'ada2' })
})
