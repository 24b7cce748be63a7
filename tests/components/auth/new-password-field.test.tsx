import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { renderToString } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { PASSWORD_MIN } from '@/lib/domain/passwords/password-policy'
import { NewPasswordField } from '@/components/auth/new-password-field'
import { passwordStrength } from '@/components/auth/password-strength'
import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'

const NAMES = ['Ada Lovelace', 'ada-lovelace', 'ada@example.com']

describe('the strength of a new password', () => {
  test.each([
    ['short', 'too short'],
    ['x'.repeat(PASSWORD_MIN - 1), 'too short'],
    ['passwordpassword', 'very weak'],
    ['123456789012345', 'very weak'],
    ['welcome12345678', 'very weak'],
    ['aaaaaaaaaaaaaaaaaaaaaaaa', 'very weak'],
    ['Christopher Robinson', 'fair'],
    ['harbour violin umbrella', 'strong'],
    ['correct horse battery staple', 'strong'],
    ['🔑🗝️🚪🏠🔒🪟🧱🪜🛋️🕯️📚🖼️🪞🧹🪣', 'strong'],
  ])('of "%s" is %s', (password, strength) => {
    expect(passwordStrength(password, [])).toBe(strength)
  })

  test('is lower when it is built from values of the form', () => {
    expect(passwordStrength('Ada Lovelace ada-lovelace', NAMES)).not.toBe('strong')
    expect(passwordStrength('Ada Lovelace ada-lovelace', [])).toBe('strong')
  })
})

describe('the new password field', () => {
  const region = () => document.querySelector('[aria-live=polite]')

  test('shows the strength once typing pauses, and nothing before or when empty', async () => {
    render(
      <form>
        <NewPasswordField name="password" label="Password" />
      </form>,
    )
    expect(region()).toBeEmptyDOMElement()
    const password = screen.getByLabelText('Password')
    await userEvent.type(password, 'short')
    expect(await screen.findByText('too short', {}, { timeout: 10_000 })).toBeVisible()
    await userEvent.clear(password)
    await userEvent.type(password, 'harbour violin umbrella')
    expect(await screen.findByText('strong')).toBeVisible()
    expect(region()).toHaveTextContent('Strength: strong')
    await userEvent.clear(password)
    await expect.poll(() => region()?.textContent).toBe('')
  })

  test('shows nothing any more after the password was set', async () => {
    const action = async () => ({ notice: 'Password changed.' })
    render(
      <ActionForm action={action} toastId="t">
        <NewPasswordField name="password" label="Password" />
        <SubmitButton busyText="…">Change password</SubmitButton>
      </ActionForm>,
    )
    await userEvent.type(screen.getByLabelText('Password'), 'harbour violin umbrella')
    expect(await screen.findByText('strong', {}, { timeout: 10_000 })).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Change password' }))
    await expect.poll(() => region()?.textContent).toBe('')
  })

  test('shows nothing any more once a wrong current password has cleared both', async () => {
    const action = async () => ({ refusal: { code: 'password_wrong' } as const })
    render(
      <ActionForm action={action} toastId="t">
        <NewPasswordField name="newPassword" label="New password" />
        <SubmitButton busyText="…">Change password</SubmitButton>
      </ActionForm>,
    )
    const password = screen.getByLabelText('New password')
    await userEvent.type(password, 'harbour violin umbrella')
    expect(await screen.findByText('strong', {}, { timeout: 10_000 })).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Change password' }))
    await waitFor(() => expect(password).toHaveValue(''))
    expect(region()).toBeEmptyDOMElement()
  })

  test('says nothing beside a refusal, neither how strong it is nor the rule a second time', async () => {
    const action = async () => ({ refusal: { code: 'password_common' } as const })
    render(
      <ActionForm action={action} toastId="t">
        <NewPasswordField name="password" label="Password" />
        <SubmitButton busyText="…">Create account</SubmitButton>
      </ActionForm>,
    )
    const password = screen.getByLabelText('Password')
    await userEvent.type(password, 'correct horse battery staple')
    expect(await screen.findByText('strong', {}, { timeout: 10_000 })).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Create account' }))
    await waitFor(() => expect(password).toBeInvalid())
    expect(region()).toBeEmptyDOMElement()
    expect(password).toHaveAccessibleDescription('That password is too common. Choose another.')

    // While it is corrected the refusal goes, and both are back.
    await userEvent.type(password, ' meadow')
    expect(password).toBeValid()
    expect(password).toHaveAccessibleDescription(/^At least/)
    expect(await screen.findByText('strong')).toBeVisible()
  })

  test('is an ordinary password field without a script', () => {
    const html = renderToString(<NewPasswordField name="password" label="New password" />)
    expect(html).toMatch(/<input[^>]*autoComplete="new-password"[^>]*name="password"/)
    expect(html).toContain(`At least ${PASSWORD_MIN} characters`)
    expect(html).not.toMatch(/style=/)
  })
})
