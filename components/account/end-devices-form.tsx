'use client'

import { ActionForm } from '@/components/ui/action-form'
import type { ButtonTone } from '@/components/ui/button-class'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/components/ui/use-form-submission'

/** A button that signs out several devices, and what it does. */
export function EndDevicesForm({
  action,
  toastId,
  buttonText,
  busyText = 'Signing out…',
  tone,
  leave,
  children,
}: {
  action: FormAction
  toastId: string
  buttonText: string
  busyText?: string
  tone: ButtonTone
  leave?: (path: string) => void
  children: string
}) {
  return (
    <ActionForm action={action} toastId={toastId} {...(leave ? { leave } : {})}>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <p className="min-w-0 basis-72 text-sm text-muted sm:grow">{children}</p>
        <SubmitButton tone={tone} size="small" wide={false} busyText={busyText}>
          {buttonText}
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
