'use client'

import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/components/ui/use-form-submission'

/** One button, reached from the link in the new sign-in email. */
export function SecureAccountForm({
  action,
  leave,
}: {
  action: FormAction
  leave?: (path: string) => void
}) {
  return (
    <ActionForm action={action} toastId="secure-account" {...(leave ? { leave } : {})}>
      <ul className="grid list-disc gap-1.5 pl-5">
        <li>Every device is signed out.</li>
        <li>Your current password stops working.</li>
        <li>We email you a link to set a new one.</li>
      </ul>
      <SubmitButton tone="danger" busyText="Securing your account…">
        Secure my account
      </SubmitButton>
    </ActionForm>
  )
}
