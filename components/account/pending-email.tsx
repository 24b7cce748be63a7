import type { ReactNode } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { RelativeTime } from '@/components/ui/relative-time'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/components/ui/use-form-submission'

/** A change of email that waits for the new address, with both ways out of waiting. */
export function PendingEmail({
  email,
  sentIso,
  expiresIso,
  nowIso,
  resendAction,
  cancelAction,
  mailHint,
}: {
  /** As people write it. */
  email: string
  sentIso: string
  expiresIso: string
  nowIso: string
  resendAction: FormAction
  cancelAction: FormAction
  /** Where mails can be read, if not by mail. */
  mailHint?: ReactNode
}) {
  return (
    <Card title="Waiting to be confirmed">
      <p className="mb-5 text-sm text-muted">
        We sent a link to <strong className="font-medium text-ink">{email}</strong>{' '}
        <RelativeTime iso={sentIso} nowIso={nowIso} />. It expires{' '}
        <RelativeTime iso={expiresIso} nowIso={nowIso} />. Until you confirm it, your email stays
        the same.
      </p>
      <div className="flex flex-wrap items-start gap-3">
        <ActionForm action={resendAction} toastId="resend-email-change">
          <SubmitButton tone="quiet" size="small" wide={false} busyText="Sending…">
            Send a new link
          </SubmitButton>
        </ActionForm>
        <ActionForm action={cancelAction} toastId="cancel-email-change">
          <SubmitButton tone="quiet" size="small" wide={false} busyText="Canceling…">
            Cancel change
          </SubmitButton>
        </ActionForm>
      </div>
      {mailHint}
    </Card>
  )
}
