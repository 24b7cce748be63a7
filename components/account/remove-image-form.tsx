'use client'

import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/components/ui/use-form-submission'

/** Back to the initials; one button, and what it did stays to be read once there is no image. */
export function RemoveImageForm({ action, hasImage }: { action: FormAction; hasImage: boolean }) {
  return (
    <ActionForm action={action} toastId="remove-image">
      {hasImage && (
        <div>
          <SubmitButton tone="quiet" wide={false} busyText="Removing…">
            Remove image
          </SubmitButton>
        </div>
      )}
    </ActionForm>
  )
}
