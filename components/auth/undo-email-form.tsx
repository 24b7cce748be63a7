'use client'

import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/components/ui/use-form-submission'

/** One button, reached from a mailed link, which is the authorisation. */
export function UndoEmailForm({
  action,
  leave,
}: {
  action: FormAction
  leave?: (path: string) => void
}) {
  return (
    <ActionForm action={action} toastId="undo-email" {...(leave ? { leave } : {})}>
      <SubmitButton busyText="Undoing the change…">Undo the change</SubmitButton>
    </ActionForm>
  )
}
