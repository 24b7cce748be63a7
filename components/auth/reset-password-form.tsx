'use client'

import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/components/ui/use-form-submission'
import { NewPasswordField } from './new-password-field'

/** Sets a new password with the mailed link. */
export function ResetPasswordForm({
  action,
  leave,
}: {
  action: FormAction
  leave?: (path: string) => void
}) {
  return (
    <ActionForm action={action} toastId="reset-password" {...(leave ? { leave } : {})}>
      <NewPasswordField name="password" label="New password" />
      <SubmitButton busyText="Setting your password…">Set new password</SubmitButton>
    </ActionForm>
  )
}
