'use client'

import { NewPasswordField } from '@/components/auth/new-password-field'
import { ActionForm } from '@/components/ui/action-form'
import { PasswordField } from '@/components/ui/password-field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/components/ui/use-form-submission'

/**
 * Changes the password; asks for the current one.
 *
 * @param username for password managers, which keep a password under it
 */
export function ChangePasswordForm({ action, username }: { action: FormAction; username: string }) {
  return (
    <ActionForm action={action} toastId="change-password">
      <input type="text" autoComplete="username" value={username} readOnly hidden />
      <PasswordField
        name="currentPassword"
        label="Current password"
        autoComplete="current-password"
      />
      <NewPasswordField name="newPassword" label="New password" />
      <div>
        <SubmitButton wide={false} busyText="Changing your password…">
          Change password
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
