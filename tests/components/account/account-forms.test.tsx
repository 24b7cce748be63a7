import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, test } from 'vitest'
import { ChangeEmailForm } from '@/components/account/change-email-form'
import { ChangePasswordForm } from '@/components/account/change-password-form'
import { ConfirmPasswordForm } from '@/components/account/confirm-password-form'
import { ProfileForm } from '@/components/account/profile-form'
import { RemoveImageForm } from '@/components/account/remove-image-form'
import type { FormState } from '@/lib/platform/forms'
import { TYPED_PROFILE } from '@/tests/setup/typed-profile'

/** An action that returns what it is told to, and records what it received. */
function actionThatAnswers(state: FormState) {
  const sent: Record<string, FormDataEntryValue>[] = []
  const action = async (_previous: FormState, formData: FormData) => {
    sent.push(Object.fromEntries(formData))
    return state
  }
  return { action, sent }
}

describe('the profile form', () => {
  const profile = TYPED_PROFILE

  test('starts with the current values and sends what is typed', async () => {
    const { action, sent } = actionThatAnswers({ notice: 'Profile saved.' })
    render(<ProfileForm action={action} profile={profile} />)
    expect(screen.getByLabelText('Name')).toHaveValue('Ada Lovelace')
    const username = screen.getByLabelText('Username')
    await userEvent.clear(username)
    await userEvent.type(username, 'countess')
    await userEvent.click(screen.getByRole('button', { name: 'Save profile' }))
    expect(await screen.findByRole('status')).toHaveTextContent('Profile saved.')
    expect(sent).toMatchObject([{ name: 'Ada Lovelace', username: 'countess' }])
  })

  test('shows a taken username at its field, which keeps what was typed', async () => {
    const { action } = actionThatAnswers({ refusal: { code: 'username_taken' } })
    render(<ProfileForm action={action} profile={profile} />)
    const username = screen.getByLabelText('Username')
    await userEvent.clear(username)
    await userEvent.type(username, 'grace')
    await userEvent.click(screen.getByRole('button', { name: 'Save profile' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('That username is taken.')
    expect(username).toHaveAccessibleDescription(/That username is taken\./)
    expect(username).toHaveValue('grace')
    expect(username).toHaveFocus()
  })
})

describe('the profile image', () => {
  const profile = { ...TYPED_PROFILE, image: '/api/profile-image/x' }

  // jsdom drops chosen files when it reads a form; profile-image.spec.ts tests what is sent.
  test('accepts the three formats and shows the current image', () => {
    const { action } = actionThatAnswers({})
    render(<ProfileForm action={action} profile={profile} />)
    const field = screen.getByLabelText('Profile image')
    expect(field).toHaveAttribute('name', 'image')
    expect(field).toHaveAttribute('accept', 'image/png,image/jpeg,image/webp')
    expect(field.parentElement?.querySelector('img')).toHaveAttribute('src', profile.image)
  })

  test('shows a refusal at its field', async () => {
    const { action } = actionThatAnswers({ refusal: { code: 'image_refused' } })
    render(<ProfileForm action={action} profile={profile} />)
    await userEvent.click(screen.getByRole('button', { name: 'Save profile' }))
    const sentence =
      'Choose a PNG, JPEG or WebP image up to 10 MB: a JPEG up to 64 megapixels, others up to 25.'
    expect(await screen.findByRole('alert')).toHaveTextContent(sentence)
    expect(screen.getByLabelText('Profile image')).toHaveAccessibleDescription(/64 megapixels/)
  })

  test('has its own button to remove the image', async () => {
    const { action, sent } = actionThatAnswers({})
    render(<RemoveImageForm action={action} />)
    await userEvent.click(screen.getByRole('button', { name: 'Remove photo' }))
    await expect.poll(() => sent).toEqual([{}])
  })
})

describe('confirming the password', () => {
  test('continues to the requested page', async () => {
    const { action, sent } = actionThatAnswers({ goTo: '/account/security' })
    const left: string[] = []
    render(
      <ConfirmPasswordForm
        action={action}
        callbackUrl="/account/security"
        leave={(path) => left.push(path)}
      />,
    )
    await userEvent.type(screen.getByLabelText('Password'), 'lantern ladder lagoon')
    await userEvent.click(screen.getByRole('button', { name: 'Confirm' }))
    await expect.poll(() => left).toEqual(['/account/security'])
    expect(sent).toEqual([{ callbackUrl: '/account/security', password: 'lantern ladder lagoon' }])
  })

  test('with a wrong one says so, stays, and asks again', async () => {
    const { action } = actionThatAnswers({ refusal: { code: 'password_wrong' } })
    const left: string[] = []
    render(
      <ConfirmPasswordForm action={action} callbackUrl="/" leave={(path) => left.push(path)} />,
    )
    const password = screen.getByLabelText('Password')
    await userEvent.type(password, 'not the password')
    await userEvent.click(screen.getByRole('button', { name: 'Confirm' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('That password is not right.')
    expect(password).toBeInvalid()
    expect(password).toHaveAccessibleDescription('That password is not right.')
    expect(password).toHaveValue('')
    expect(password).toHaveFocus()
    expect(left).toEqual([])
  })
})

describe('a new password', () => {
  test('is asked for with the current one, and both fields are cleared after success', async () => {
    const { action, sent } = actionThatAnswers({ notice: 'Password changed.' })
    render(<ChangePasswordForm action={action} username="ada" />)
    const current = screen.getByLabelText('Current password')
    const next = screen.getByLabelText('New password')
    expect(current).toHaveAttribute('autocomplete', 'current-password')
    expect(next).toHaveAttribute('autocomplete', 'new-password')
    await userEvent.type(current, 'lantern ladder lagoon')
    await userEvent.type(next, 'meadow copper lighthouse')
    await userEvent.click(screen.getByRole('button', { name: 'Change password' }))
    expect(await screen.findByRole('status')).toHaveTextContent('Password changed.')
    expect(current).toHaveValue('')
    expect(next).toHaveValue('')
    expect(sent).toEqual([
      { currentPassword: 'lantern ladder lagoon', newPassword: 'meadow copper lighthouse' },
    ])
  })

  test('shows a refusal at the field it is about', async () => {
    const sentence = 'That password is not right.'
    const { action } = actionThatAnswers({
      refusal: { code: 'password_wrong' },
      fieldErrors: { currentPassword: sentence },
    })
    render(<ChangePasswordForm action={action} username="ada" />)
    await userEvent.type(screen.getByLabelText('Current password'), 'not it')
    await userEvent.click(screen.getByRole('button', { name: 'Change password' }))
    expect(await screen.findByRole('alert')).toHaveTextContent(sentence)
    expect(screen.getByLabelText('Current password')).toHaveAccessibleDescription(sentence)
    expect(screen.getByLabelText('New password')).not.toHaveAttribute('aria-invalid')
  })
})

describe('the email form', () => {
  test('starts with what was typed before the password prompt, and sends it', async () => {
    const { action, sent } = actionThatAnswers({ notice: 'We’ve sent an email.' })
    render(<ChangeEmailForm action={action} draft={{ email: 'ada@example.org' }} />)
    const email = screen.getByLabelText('New email')
    expect(email).toHaveValue('ada@example.org')
    expect(email).toHaveAttribute('type', 'email')
    await userEvent.click(screen.getByRole('button', { name: 'Change email' }))
    expect(await screen.findByRole('status')).toHaveTextContent('We’ve sent an email.')
    expect(sent).toEqual([{ email: 'ada@example.org' }])
  })
})
