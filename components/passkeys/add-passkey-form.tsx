'use client'

import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/components/ui/use-form-submission'
import type { FormState } from '@/lib/platform/forms'

/** Adds a passkey. Without JavaScript the action says that it is needed. */
export function AddPasskeyForm({
  action,
  leave,
}: {
  action: FormAction
  leave?: (path: string) => void
}) {
  return (
    <ActionForm
      action={action}
      check={makePasskey}
      toastId="add-passkey"
      {...(leave ? { leave } : {})}
    >
      <input type="hidden" name="passkey" value="" />
      <div>
        <SubmitButton wide={false} busyText="Waiting for your device…">
          Add a passkey
        </SubmitButton>
      </div>
    </ActionForm>
  )
}

async function makePasskey(formData: FormData): Promise<FormState | null> {
  const { createPasskey } = await import('./ceremony')
  const made = await createPasskey()
  if ('state' in made) return made.state
  formData.set('passkey', made.answer)
  return null
}
