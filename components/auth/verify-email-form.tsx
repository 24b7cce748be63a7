'use client'

import { use } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { TextField } from '@/components/ui/field'
import { FormContext } from '@/components/ui/form-context'
import { PasswordField } from '@/components/ui/password-field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/components/ui/use-form-submission'

/** Confirms an email: the link brought the token, and the form asks for the password. */
export function VerifyEmailForm({
  action,
  leave,
}: {
  action: FormAction
  leave?: (path: string) => void
}) {
  return (
    <ActionForm action={action} toastId="verify-email" {...(leave ? { leave } : {})}>
      <AnotherUsername />
      <PasswordField
        name="password"
        label="Password"
        hint="Your account password"
        autoComplete="current-password"
      />
      <SubmitButton busyText="Confirming…">Confirm email</SubmitButton>
    </ActionForm>
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
