'use client'

import { ActionForm } from '@/components/ui/action-form'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { PasswordField } from '@/components/ui/password-field'
import { UsernameToConfirm } from '@/components/ui/username-to-confirm'
import type { FormAction } from '@/components/ui/use-form-submission'

/**
 * Deletes the account for good, so it always asks for the username and the password.
 *
 * @param username also for password managers, which keep a password under it
 */
export function DeleteAccountForm({
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
      toastId="delete-account"
      hasAlert={false}
      {...(leave ? { leave } : {})}
    >
      <ConfirmDialog buttonText="Delete account" busyText="Deleting your account…">
        <p className="text-sm text-muted">
          Your account and its personal data are deleted immediately. This can’t be undone.
        </p>
        <UsernameToConfirm username={username} />
        <input type="text" autoComplete="username" value={username} readOnly hidden />
        <PasswordField name="password" label="Password" autoComplete="current-password" />
      </ConfirmDialog>
    </ActionForm>
  )
}
