'use client'

import { SecondFactorField } from '@/components/two-factor/second-factor-field'
import type { SecondFactorKind } from '@/components/two-factor/second-factor-kind'
import { ActionForm } from '@/components/ui/action-form'
import { PasswordField } from '@/components/ui/password-field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/components/ui/use-form-submission'

/** Asks for the password again before a sensitive action, so that a hijacked session is not enough. */
export function ConfirmPasswordForm({
  action,
  callbackUrl,
  secondFactor = null,
  leave,
}: {
  action: FormAction
  /** Where to go on: a path on this site. */
  callbackUrl: string
  /** What the account asks for beside the password, and the page that takes the other kind. */
  secondFactor?: { kind: SecondFactorKind; otherHref: string } | null
  leave?: (path: string) => void
}) {
  return (
    <ActionForm action={action} toastId="confirm-password" {...(leave ? { leave } : {})}>
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <PasswordField name="password" label="Password" autoComplete="current-password" />
      {secondFactor && <SecondFactorField key={secondFactor.kind} {...secondFactor} />}
      <SubmitButton busyText="Checking…">Confirm</SubmitButton>
    </ActionForm>
  )
}
