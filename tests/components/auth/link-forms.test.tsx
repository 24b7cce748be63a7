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

/** An action that answers what it is told, and keeps what it was sent. */
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

describe('asking for a link', () => {
  test('sends the address and says the one sentence; what was typed stays', async () => {
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

  test('is a field a browser can fill', () => {
    const { action } = actionThatAnswers({})
    render(<EmailForm action={action} toastId="resend" buttonText="Send a new link" />)
    const email = screen.getByLabelText('Email')
    expect(email).toHaveAttribute('name', 'email')
    expect(email).toHaveAttribute('type', 'email')
    expect(email).toHaveAttribute('autocomplete', 'email')
  })
})

describe('a new password', () => {
  test('refused: says why beside the field and keeps the place', async () => {
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

  test('accepted: leaves by a full load for the sign-in page', async () => {
    const { action } = actionThatAnswers({ goTo: '/sign-in?notice=password-reset' })
    const leave = vi.fn()
    render(<ResetPasswordForm action={action} link={LINK} leave={leave} />)
    await userEvent.type(screen.getByLabelText('New password'), 'copper kettle midnight')
    await userEvent.click(screen.getByRole('button', { name: 'Set new password' }))
    await vi.waitFor(() => expect(leave).toHaveBeenCalledWith('/sign-in?notice=password-reset'))
  })
})

describe('taking an account back', () => {
  test('is one button, which sends nothing but its link and leads on by a full load', async () => {
    const { action, sent } = actionThatAnswers({ goTo: '/reset-password' })
    const left: string[] = []
    render(<UndoEmailForm action={action} link={LINK} leave={(path) => left.push(path)} />)
    await userEvent.click(screen.getByRole('button', { name: 'Undo the change' }))
    await expect.poll(() => left).toEqual(['/reset-password'])
    expect(sent).toEqual([{ link: LINK.reference }])
  })
})

describe('the link of a form', () => {
  test('is named by its account, for people and for password managers', () => {
    const { container } = render(<ResetPasswordForm action={async () => ({})} link={LINK} />)
    expect(screen.getByText('ada@example.com')).toBeVisible()
    expect(container.querySelector('input[autocomplete=username]')).toHaveValue('ada')
  })

  test('stays the one it was sent with, whatever the page says by then', async () => {
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

  test('missing: there is no form, but the reason', () => {
    render(<ResetPasswordForm action={async () => ({})} link={null} />)
    expect(screen.getByRole('alert')).toHaveTextContent('This link is no longer valid.')
    expect(screen.queryByRole('button')).not.toBeInTheDocument()
  })

  test('to a new address shows no more of the username than its holder knows', () => {
    const account = { email: 'new@example.com', username: null, maskedUsername: 'a•••' }
    const { container } = render(
      <VerifyEmailForm action={async () => ({})} link={{ reference: 'r', account }} />,
    )
    expect(container).toHaveTextContent('This confirms new@example.com for the account @a•••.')
    expect(container.querySelector('input[autocomplete=username]')).toBeNull()
  })
})
