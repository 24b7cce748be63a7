'use client'

import { use } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { TextField } from '@/components/ui/field'
import { FormContext } from '@/components/ui/form-context'
import { PasswordField } from '@/components/ui/password-field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/components/ui/use-form-submission'

/** Confirms an address: the link brought the token, the person brings the password. */
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
        hint="The one of your account, chosen when you signed up or since"
        autoComplete="current-password"
      />
      <SubmitButton busyText="Confirming…">Confirm email</SubmitButton>
    </ActionForm>
  )
}

/** Only when somebody else took the chosen one between sign-up and now. */
function AnotherUsername() {
  const { state } = use(FormContext)
  const isAsked = state.refusal?.code === 'username_taken' || state.values?.username !== undefined
  if (!isAsked) return null
  return (
    <TextField
      name="username"
      label="Username"
      hint="Yours was taken before you confirmed. Choose another."
      autoComplete="username"
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      required
    />
  )
}
