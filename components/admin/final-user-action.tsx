'use client'

import type { ReactNode } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { UsernameToConfirm } from '@/components/ui/username-to-confirm'
import type { FormAction } from '@/components/ui/use-form-submission'

/** One thing an administrator cannot take back: a button that opens a dialog, which wants the username. */
export function FinalUserAction({
  action,
  name,
  buttonText,
  busyText,
  username,
  warning,
  children,
  fields,
  leave,
}: {
  action: FormAction
  /** Names the form and its toast, once on the page. */
  name: string
  buttonText: string
  busyText: string
  username: string
  /** Shown in the dialog. */
  warning: string
  /** What it does, in a sentence. */
  children: string
  fields?: ReactNode
  leave?: (path: string) => void
}) {
  return (
    <section aria-label={buttonText} className="py-5 first:pt-0 last:pb-0">
      <ActionForm action={action} toastId={name} hasAlert={false} {...(leave ? { leave } : {})}>
        <p className="text-sm text-muted">{children}</p>
        {fields}
        <ConfirmDialog {...{ buttonText, busyText }} size="small">
          <p className="text-sm text-muted">{warning}</p>
          <UsernameToConfirm username={username} />
        </ConfirmDialog>
      </ActionForm>
    </section>
  )
}
