'use client'

import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/components/ui/use-form-submission'

/** Removes the profile image; the avatar shows initials again. */
export function RemoveImageForm({ action }: { action: FormAction }) {
  return (
    <ActionForm action={action} toastId="remove-image">
      <div>
        <SubmitButton tone="quiet" wide={false} busyText="Removing…">
          Remove photo
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
