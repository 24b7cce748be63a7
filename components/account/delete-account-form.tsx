'use client'

import { ActionForm } from '@/components/ui/action-form'
import { PasswordField } from '@/components/ui/password-field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/components/ui/use-form-submission'

/**
 * Deletes the account for good, so it always asks for the password.
 *
 * @param username for password managers, which keep a password under it
 */
export function DeleteAccountForm({
  action,
  username,
  leave,
}: {
  action: FormAction
  username: string
  leave?: (path: string) => void
}) {
  return (
    <ActionForm action={action} toastId="delete-account" {...(leave ? { leave } : {})}>
      <input type="text" autoComplete="username" value={username} readOnly hidden />
      <PasswordField
        name="password"
        label="Password"
        hint="Enter your password to confirm. This can’t be undone."
        autoComplete="current-password"
      />
      <div>
        <SubmitButton tone="danger" wide={false} busyText="Deleting your account…">
          Delete account
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
