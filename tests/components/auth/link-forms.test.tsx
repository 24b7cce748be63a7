import { act, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { EmailForm } from '@/components/auth/email-form'
import { ResetPasswordForm } from '@/components/auth/reset-password-form'
import { UndoEmailForm } from '@/components/auth/undo-email-form'
import { VerifyEmailForm } from '@/components/auth/verify-email-form'
import type { FormState } from '@/lib/platform/forms'

const formOf = (field: HTMLElement) => {
  const form = field.closest('form')
  if (!form) throw new Error('no form')
  return within(form)
}

/** An action that returns what it is told to, and records what it received. */
function actionThatAnswers(state: FormState) {
  const sent: Record<string, FormDataEntryValue>[] = []
  const action = async (_previous: FormState, formData: FormData) => {
    sent.push(Object.fromEntries(formData))
    return state
  }
  return { action, sent }
}

const LINK = {
  reference: 'sealed-reference',
  account: { email: 'ada@example.com', username: 'ada', maskedUsername: 'a•••' },
}

afterEach(async () => {
  const { toast } = await import('react-hot-toast/headless')
  act(() => toast.remove())
})

describe('requesting a link', () => {
  test('sends the email and shows the contract sentence; what was typed stays', async () => {
    const notice = 'If that address has an account, we have sent a link.'
    const { action, sent } = actionThatAnswers({ notice, values: { email: 'ada@example.com' } })
    render(<EmailForm action={action} toastId="forgot-password" buttonText="Send reset link" />)
    const email = screen.getByLabelText<HTMLInputElement>('Email')
    await userEvent.type(email, 'ada@example.com')
    await userEvent.click(screen.getByRole('button', { name: 'Send reset link' }))
    expect(await formOf(email).findByText(notice)).toBeVisible()
    expect(formOf(email).getByRole('status')).toHaveTextContent(notice)
    expect(email).toHaveValue('ada@example.com')
    expect(sent).toEqual([{ email: 'ada@example.com' }])
  })

  test('has a field the browser can autofill', () => {
    const { action } = actionThatAnswers({})
    render(<EmailForm action={action} toastId="resend" buttonText="Send a new link" />)
    const email = screen.getByLabelText('Email')
    expect(email).toHaveAttribute('name', 'email')
    expect(email).toHaveAttribute('type', 'email')
    expect(email).toHaveAttribute('autocomplete', 'email')
  })
})

describe('a new password', () => {
  test('shows a refusal at the field and keeps the focus there', async () => {
    const { action, sent } = actionThatAnswers({ refusal: { code: 'password_common' } })
    render(<ResetPasswordForm action={action} link={LINK} />)
    const password = screen.getByLabelText('New password')
    expect(password).toHaveAttribute('autocomplete', 'new-password')
    await userEvent.type(password, 'passwordpassword')
    await userEvent.click(screen.getByRole('button', { name: 'Set new password' }))
    expect(await formOf(password).findByRole('alert')).toHaveTextContent(
      'That password is too common. Choose another.',
    )
    expect(password).toBeInvalid()
    expect(password).toHaveAccessibleDescription(/too common/)
    expect(password).toHaveFocus()
    expect(sent).toEqual([{ link: LINK.reference, password: 'passwordpassword' }])
  })

  test('after success leaves by a full page load for the sign-in page', async () => {
    const { action } = actionThatAnswers({ goTo: '/sign-in?notice=password-reset' })
    const leave = vi.fn()
    render(<ResetPasswordForm action={action} link={LINK} leave={leave} />)
    await userEvent.type(screen.getByLabelText('New password'), 'copper kettle midnight')
    await userEvent.click(screen.getByRole('button', { name: 'Set new password' }))
    await vi.waitFor(() => expect(leave).toHaveBeenCalledWith('/sign-in?notice=password-reset'))
  })
})

describe('undoing an email change', () => {
  test('is one button that sends only its link and continues with a full page load', async () => {
    const { action, sent } = actionThatAnswers({ goTo: '/reset-password' })
    const left: string[] = []
    render(<UndoEmailForm action={action} link={LINK} leave={(path) => left.push(path)} />)
    await userEvent.click(screen.getByRole('button', { name: 'Undo the change' }))
    await expect.poll(() => left).toEqual(['/reset-password'])
    expect(sent).toEqual([{ link: LINK.reference }])
  })
})

describe('a form behind a mailed link', () => {
  test('names its account, for people and for password managers', () => {
    const { container } = render(<ResetPasswordForm action={async () => ({})} link={LINK} />)
    expect(screen.getByText('ada@example.com')).toBeVisible()
    expect(container.querySelector('input[autocomplete=username]')).toHaveValue('ada')
  })

  test('keeps the link it was opened with, whatever the page says by then', async () => {
    const eve = { email: 'eve@example.com', username: 'eve', maskedUsername: 'e•••' }
    const answer: FormState = { refusal: { code: 'password_common' }, link: LINK }
    const { action, sent } = actionThatAnswers(answer)
    const { rerender } = render(<ResetPasswordForm action={action} link={LINK} />)
    await userEvent.type(screen.getByLabelText('New password'), 'passwordpassword')
    await userEvent.click(screen.getByRole('button', { name: 'Set new password' }))
    await screen.findByText('ada@example.com')
    rerender(<ResetPasswordForm action={action} link={{ reference: 'other', account: eve }} />)
    expect(screen.getByText('ada@example.com')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Set new password' }))
    expect(sent.map(({ link }) => link)).toEqual([LINK.reference, LINK.reference])
  })

  test('without a link shows the reason instead', () => {
    render(<ResetPasswordForm action={async () => ({})} link={null} />)
    expect(screen.getByRole('alert')).toHaveTextContent('This link is no longer valid.')
    expect(screen.queryByRole('button')).not.toBeInTheDocument()
  })

  test('for a new email shows no more of the username than its recipient knows', () => {
    const account = { email: 'new@example.com', username: null, maskedUsername: 'a•••' }
    const { container } = render(
      <VerifyEmailForm action={async () => ({})} link={{ reference: 'r', account }} />,
    )
    expect(container).toHaveTextContent('This confirms new@example.com for the account @a•••.')
    expect(container.querySelector('input[autocomplete=username]')).toBeNull()
  })
})
