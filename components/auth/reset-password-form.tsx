'use client'

import { SubmitButton } from '@/components/ui/submit-button'
import { LinkEmail, LinkForm, type LinkFormProps } from './link-form'
import { NewPasswordField } from './new-password-field'

/** Sets a new password with the mailed link. */
export function ResetPasswordForm(props: LinkFormProps) {
  return (
    <LinkForm
      {...props}
      toastId="reset-password"
      about={({ email }) => (
        <>
          For the account of <LinkEmail>{email}</LinkEmail>.
        </>
      )}
    >
      <NewPasswordField name="password" label="New password" />
      <SubmitButton busyText="Setting your password…">Set new password</SubmitButton>
    </LinkForm>
  )
}
