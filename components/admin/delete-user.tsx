'use client'

import { ActionForm } from '@/components/ui/action-form'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { UsernameToConfirm } from '@/components/ui/username-to-confirm'
import type { FormAction } from '@/components/ui/use-form-submission'

const BUTTON = 'Delete user'

/** The one thing an administrator cannot take back. */
export function DeleteUser({
  action,
  username,
  leave,
}: {
  action: FormAction
  username: string
  leave?: (path: string) => void
}) {
  return (
    <section aria-label={BUTTON} className="py-5 first:pt-0 last:pb-0">
      <ActionForm
        action={action}
        toastId="delete-user"
        hasAlert={false}
        {...(leave ? { leave } : {})}
      >
        <p className="text-sm text-muted">Permanently deletes the account and its personal data.</p>
        <ConfirmDialog buttonText={BUTTON} busyText="Deleting…" size="small">
          <p className="text-sm text-muted">
            The account and its personal data are deleted immediately. This can’t be undone.
          </p>
          <UsernameToConfirm username={username} />
        </ConfirmDialog>
      </ActionForm>
    </section>
  )
}
