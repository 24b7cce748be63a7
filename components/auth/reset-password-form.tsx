'use client'

import { ActionForm } from '@/components/ui/action-form'
import { PasswordField } from '@/components/ui/password-field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/components/ui/use-form-submission'

/** A new password, by the link that was mailed. */
export function ResetPasswordForm({
  action,
  leave,
}: {
  action: FormAction
  leave?: (path: string) => void
}) {
  return (
    <ActionForm action={action} toastId="reset-password" {...(leave ? { leave } : {})}>
      <PasswordField
        name="password"
        label="New password"
        hint="15 characters or more; spaces and emoji are welcome"
        autoComplete="new-password"
      />
      <SubmitButton busyText="Setting your password…">Set new password</SubmitButton>
    </ActionForm>
  )
}
