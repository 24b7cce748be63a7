import { act, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { UnrecognizedActionError } from 'next/dist/client/components/unrecognized-action-error'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { PASSWORD_MIN } from '@/lib/domain/passwords/password-policy'
import { ActionForm } from '@/components/ui/action-form'
import { CheckboxField } from '@/components/ui/checkbox-field'
import { TextAreaField, TextField } from '@/components/ui/field'
import { PasswordField } from '@/components/ui/password-field'
import { SubmitButton } from '@/components/ui/submit-button'
import { toastRefusal } from '@/components/ui/toast'
import { Toaster } from '@/components/ui/toaster'
import type { FormState } from '@/lib/platform/forms'

type Action = (previous: FormState, formData: FormData) => Promise<FormState>

const leave = vi.fn()

function show(action: Action, done?: (state: FormState) => string) {
  render(
    <>
      <ActionForm action={action} toastId="test" leave={leave} {...(done ? { done } : {})}>
        <TextField name="username" label="Username" hint="Letters and digits" required />
        <PasswordField name="password" label="Password" autoComplete="new-password" />
        <SubmitButton busyText="Saving…">Save</SubmitButton>
      </ActionForm>
      <Toaster />
    </>,
  )
}

const username = () => screen.getByLabelText('Username')
const password = () => screen.getByLabelText('Password')
const form = () => {
  const element = username().closest('form')
  if (!element) throw new Error('no form')
  return within(element)
}
const save = () => userEvent.click(screen.getByRole('button', { name: 'Save' }))

afterEach(async () => {
  const { toast } = await import('react-hot-toast/headless')
  act(() => toast.remove())
  leave.mockClear()
})

describe('an invalid field', () => {
  test('has its error beside it, associated together with its hint, and is focused', async () => {
    show(async () => ({
      refusal: { code: 'invalid_input' },
      fieldErrors: { password: `Use at least ${PASSWORD_MIN} characters.` },
    }))
    await userEvent.type(username(), 'ada')
    await userEvent.type(password(), 'short')
    await save()
    await waitFor(() => expect(password()).toHaveFocus())
    expect(password()).toBeInvalid()
    expect(password()).toHaveAccessibleDescription(`Use at least ${PASSWORD_MIN} characters.`)
    expect(username()).toBeValid()
    expect(username()).toHaveAccessibleDescription('Letters and digits')
    expect(form().getByRole('alert')).toHaveTextContent(
      'Check the highlighted fields and try again.',
    )
  })

  test.each([
    ['a text of several lines', 'Text', { text: 'Say something.' }],
    ['a checkbox', 'I agree', { terms: 'Agree to go on.' }],
  ])('may be %s', async (_kind, label, fieldErrors) => {
    const action = async (): Promise<FormState> => ({
      ...{ refusal: { code: 'invalid_input' }, fieldErrors, values: { text: 'Typed' } },
    })
    render(
      <ActionForm action={action} toastId="test">
        <TextAreaField name="text" label="Text" required />
        <CheckboxField name="terms" label="I agree" required />
        <SubmitButton busyText="Saving…">Save</SubmitButton>
      </ActionForm>,
    )
    await save()
    const field = screen.getByLabelText(label)
    await waitFor(() => expect(field).toHaveFocus())
    expect(field).toHaveAccessibleDescription(Object.values(fieldErrors)[0])
    expect(field).toHaveAttribute('aria-invalid', 'true')
    expect(screen.getByLabelText('Text')).toHaveValue('Typed')
  })

  test('is found from a refusal about it', async () => {
    show(async () => ({ refusal: { code: 'username_taken' }, values: { username: 'ada' } }))
    await userEvent.type(username(), 'ada')
    await save()
    await waitFor(() => expect(username()).toHaveFocus())
    expect(username()).toHaveAccessibleDescription('That username is taken. Letters and digits')
    expect(form().getByRole('alert')).toHaveTextContent('That username is taken.')
    expect(username()).toHaveValue('ada')
  })

  test('is not called wrong any more while it is corrected; the others are', async () => {
    show(async () => ({
      refusal: { code: 'invalid_input' },
      fieldErrors: { username: 'Use letters.', password: 'Use more.' },
    }))
    await save()
    await waitFor(() => expect(username()).toBeInvalid())
    await userEvent.type(username(), 'a')
    expect(username()).toBeValid()
    expect(password()).toBeInvalid()
    expect(form().getByRole('alert')).toHaveTextContent('Check the highlighted fields')
    await userEvent.type(password(), 'a')
    expect(password()).toBeValid()
    expect(form().getByRole('alert')).toBeEmptyDOMElement()
    await save()
    await waitFor(() => expect(username()).toBeInvalid())
  })

  test('does not clear the others', async () => {
    show(async () => ({ refusal: { code: 'username_taken' }, values: { username: 'ada' } }))
    await userEvent.type(username(), 'ada')
    await userEvent.type(password(), 'quiet harbour morning walk')
    await save()
    await waitFor(() => expect(username()).toBeInvalid())
    expect(password()).toHaveValue('quiet harbour morning walk')
  })
})

describe('the result', () => {
  test('of a form that stays is shown in its status region, and its secrets are cleared', async () => {
    show(async () => ({ notice: 'Saved.' }))
    await userEvent.type(password(), 'quiet harbour morning walk')
    await save()
    await waitFor(() => expect(form().getByText('Saved.').closest('[role=status]')).not.toBeNull())
    expect(password()).toHaveValue('')
  })

  test('may replace the form', async () => {
    show(
      async () => ({ notice: 'Check your email', values: { email: 'ada@example.com' } }),
      (state) => `Sent to ${state.values?.email}`,
    )
    await save()
    expect(await screen.findByText('Sent to ada@example.com')).toBeInTheDocument()
    expect(screen.queryByLabelText('Username')).not.toBeInTheDocument()
  })

  test('may navigate by a full page load; the form stays disabled meanwhile', async () => {
    show(async () => ({ goTo: '/dashboard' }))
    await save()
    await waitFor(() => expect(leave).toHaveBeenCalledWith('/dashboard'))
    expect(screen.getByRole('button', { name: 'Saving…' })).toHaveAttribute('aria-disabled', 'true')
  })

  test('waits without the toasts of other forms', async () => {
    show(() => new Promise(() => {}))
    act(() => toastRefusal('other', { code: 'server_error' }))
    await save()
    const toasts = within(screen.getByRole('region', { name: 'Notifications' }))
    await waitFor(() => expect(toasts.queryByText(/went wrong/)).not.toBeInTheDocument())
  })

  test('replaces the previous toast', async () => {
    const answers: FormState[] = [
      { refusal: { code: 'password_common' } },
      { refusal: { code: 'password_personal' } },
    ]
    show(async () => answers.shift() ?? {})
    const toasts = within(screen.getByRole('region', { name: 'Notifications' }))
    await save()
    expect(await toasts.findByText(/too common/)).toBeInTheDocument()
    await save()
    expect(await toasts.findByText(/must not contain/)).toBeInTheDocument()
    expect(toasts.queryByText(/too common/)).not.toBeInTheDocument()
  })
})

describe('a failed request', () => {
  test('shows a sentence, and keeps everything typed', async () => {
    show(() => Promise.reject(new TypeError('Failed to fetch')))
    await userEvent.type(username(), 'ada')
    await userEvent.type(password(), 'quiet harbour morning walk')
    await save()
    await waitFor(() =>
      expect(form().getByRole('alert')).toHaveTextContent(
        'You seem to be offline. Check your connection and try again.',
      ),
    )
    expect(username()).toHaveValue('ada')
    expect(password()).toHaveValue('quiet harbour morning walk')
  })

  test('because of a server error says so, without its message', async () => {
    show(() => Promise.reject(new Error('relation "users" does not exist')))
    await save()
    await waitFor(() =>
      expect(form().getByRole('alert')).toHaveTextContent(
        'Something went wrong. Please try again.',
      ),
    )
    expect(screen.queryByText(/relation/)).not.toBeInTheDocument()
  })
})

describe('a response that is not form state', () => {
  const textTyped = async () => {
    await userEvent.type(username(), 'ada')
    await save()
    await waitFor(() => expect(form().getByRole('alert')).not.toBeEmptyDOMElement())
    expect(username()).toHaveValue('ada')
    return form().getByRole('alert')
  }

  test('because the session has ended leads to the sign-in page and back', async () => {
    window.history.replaceState(null, '', '/account?tab=two')
    show(() => Promise.reject(new Error('Your session has expired. Please sign in again.')))
    expect(await textTyped()).toHaveTextContent(/^Your session has expired. Please sign in again.$/)
    const link = form().getByRole('link', { name: 'Sign in' })
    expect(link).toHaveAttribute(
      'href',
      '/sign-in?callbackUrl=%2Faccount%3Ftab%3Dtwo&code=session_expired',
    )
    expect(link).toHaveAttribute('target', '_blank')
  })

  test('because the action belongs to an earlier build says that the page is out of date', async () => {
    show(() => Promise.reject(new UnrecognizedActionError('Server Action "x" was not found')))
    expect(await textTyped()).toHaveTextContent(
      'This page is out of date. Reload it and try again.',
    )
  })

  test('because of too many bodies says how long to wait', async () => {
    show(() => Promise.reject(new Error('We are busy. Try again in 5 seconds.\n')))
    expect(await textTyped()).toHaveTextContent(/^We are busy. Try again in \d seconds?.$/)
  })
})

test('the form is sent once at a time, with the fields as typed', async () => {
  let answer: (state: FormState) => void = () => undefined
  const action = vi.fn<Action>(() => new Promise((resolve) => (answer = resolve)))
  show(action)
  await userEvent.type(username(), 'ada')
  await save()
  await userEvent.click(screen.getByRole('button', { name: 'Saving…' }))
  await userEvent.type(username(), '{Enter}')
  expect(action).toHaveBeenCalledOnce()
  expect(action.mock.calls[0]?.[1].get('username')).toBe('ada')
  await act(async () => answer({}))
  expect(screen.getByRole('button', { name: 'Save' })).not.toHaveAttribute('aria-disabled')
})

test('a result navigates even if the page was rendered again without its form', async () => {
  let answer: (state: FormState) => void = () => {}
  const action = () => new Promise<FormState>((resolve) => (answer = resolve))
  const fields = <SubmitButton busyText="Saving…">Save</SubmitButton>
  const { rerender } = render(
    <ActionForm action={action} toastId="test" leave={leave}>
      {fields}
    </ActionForm>,
  )
  await save()
  rerender(<p>This link is no longer valid.</p>)
  await act(async () => answer({ goTo: '/sign-in' }))
  expect(leave).toHaveBeenCalledExactlyOnceWith('/sign-in')
})
