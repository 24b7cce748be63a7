'use client'

import { ActionForm } from '@/components/ui/action-form'
import { TextField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/components/ui/use-form-submission'

/** Asks for the email to send a link to. */
export function EmailForm({
  action,
  toastId,
  buttonText,
}: {
  action: FormAction
  toastId: string
  buttonText: string
}) {
  return (
    <ActionForm action={action} toastId={toastId}>
      <TextField name="email" label="Email" type="email" autoComplete="email" required />
      <SubmitButton busyText="Sending…">{buttonText}</SubmitButton>
    </ActionForm>
  )
}
