'use client'

import { ActionForm } from '@/components/ui/action-form'
import { ConfirmStep } from '@/components/ui/confirm-step'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import type { FormAction } from '@/components/ui/use-form-submission'

/** Turns two-factor off, after a question. */
export function TurnOffForm({
  action,
  backHref,
  leave,
}: {
  action: FormAction
  /** The page itself: where Cancel leads. */
  backHref: string
  leave?: (path: string) => void
}) {
  return (
    <ActionForm action={action} toastId="two-factor-off" {...(leave ? { leave } : {})}>
      <p className="text-sm text-muted">
        Your password alone signs you in again. Recovery codes and trusted browsers end, and every
        other device is signed out.
      </p>
      <ConfirmStep cancel={<TextLink href={backHref}>Cancel</TextLink>} />
      <div>
        <SubmitButton tone="danger" size="small" wide={false} busyText="Turning off…">
          Turn off two-factor
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
