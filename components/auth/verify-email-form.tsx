'use client'

import { use } from 'react'
import { TextField } from '@/components/ui/field'
import { FormContext } from '@/components/ui/form-context'
import { PasswordField } from '@/components/ui/password-field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { LinkAccount } from '@/lib/domain/accounts/link-account'
import { LinkEmail, LinkForm, type LinkFormProps } from './link-form'

/** Confirms an email: the link brought the token, and the form asks for the password. */
export function VerifyEmailForm(props: LinkFormProps) {
  return (
    <LinkForm {...props} toastId="verify-email" about={confirms}>
      <AnotherUsername />
      <PasswordField
        name="password"
        label="Password"
        hint="Your account password"
        autoComplete="current-password"
      />
      <SubmitButton busyText="Confirming…">Confirm email</SubmitButton>
    </LinkForm>
  )
}

function confirms({ email, username, maskedUsername }: LinkAccount) {
  return (
    <>
      This confirms <LinkEmail>{email}</LinkEmail> for the account{' '}
      <LinkEmail>{`@${username ?? maskedUsername}`}</LinkEmail>.
    </>
  )
}

/** Shown only when someone took the chosen username between sign-up and now. */
function AnotherUsername() {
  const { state } = use(FormContext)
  const isAsked = state.refusal?.code === 'username_taken' || state.values?.username !== undefined
  if (!isAsked) return null
  return (
    <TextField
      name="username"
      label="Username"
      hint="Someone took yours before you confirmed. Choose another."
      autoComplete="username"
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      required
    />
  )
}
