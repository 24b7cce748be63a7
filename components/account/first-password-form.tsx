'use client'

import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/components/ui/use-form-submission'

/** Stands where a password would be asked for, for an account that has none. */
export function FirstPasswordForm({ action }: { action: FormAction }) {
  return (
    <ActionForm action={action} toastId="first-password">
      <p className="text-sm text-muted">
        Your account has no password yet. We’ll email you a link to set one. Then sign in with it:
        setting it signs you out everywhere.
      </p>
      <div>
        <SubmitButton wide={false} busyText="Sending…">
          Send password link
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
