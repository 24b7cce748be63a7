'use client'

import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/components/ui/use-form-submission'

/** Back to the initials. */
export function RemoveImageForm({ action }: { action: FormAction }) {
  return (
    <ActionForm action={action} toastId="remove-image">
      <div>
        <SubmitButton tone="quiet" wide={false} busyText="Removing…">
          Remove image
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
