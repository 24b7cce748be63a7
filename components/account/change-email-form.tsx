'use client'

import { ActionForm } from '@/components/ui/action-form'
import { TextField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/components/ui/use-form-submission'

/**
 * Changes the email, once the new address is confirmed.
 *
 * @param draft what was typed before a detour, by field name
 */
export function ChangeEmailForm({
  action,
  draft,
}: {
  action: FormAction
  draft: Record<string, string>
}) {
  return (
    <ActionForm action={action} toastId="change-email" initialState={{ values: draft }}>
      <TextField name="email" label="New email" type="email" autoComplete="email" required />
      <div>
        <SubmitButton wide={false} busyText="Sending…">
          Change email
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
