'use client'

import { ActionForm } from '@/components/ui/action-form'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { UsernameToConfirm } from '@/components/ui/username-to-confirm'
import type { FormAction } from '@/components/ui/use-form-submission'

/** Turns two-factor off. Its secret and codes cannot be brought back, so it asks for the username. */
export function TurnOffForm({
  action,
  username,
  leave,
}: {
  action: FormAction
  username: string
  leave?: (path: string) => void
}) {
  return (
    <ActionForm
      action={action}
      toastId="two-factor-off"
      hasAlert={false}
      {...(leave ? { leave } : {})}
    >
      <p className="text-sm text-muted">
        Your password alone signs you in again. Recovery codes and trusted browsers end, and every
        other device is signed out.
      </p>
      <ConfirmDialog buttonText="Turn off two-factor" busyText="Turning off…" size="small">
        <p className="text-sm text-muted">
          Your authenticator app and recovery codes stop working here. This can’t be undone.
        </p>
        <UsernameToConfirm username={username} />
      </ConfirmDialog>
    </ActionForm>
  )
}
