'use client'

import type { ReactNode } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import type { ButtonTone } from '@/components/ui/button-class'
import { ConfirmStep } from '@/components/ui/confirm-step'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import type { FormAction } from '@/components/ui/use-form-submission'

export type UserActionProps = {
  action: FormAction
  /** Names the form and its toast, once on the page. */
  name: string
  buttonText: string
  busyText: string
  tone: ButtonTone
  /** The page itself: where Cancel leads. */
  backHref: string
  /** What it does, in a sentence. */
  children: string
  fields?: ReactNode
  leave?: (path: string) => void
}

/** One thing an administrator can do to an account: what it does, and a button that confirms first. */
export function UserAction(props: UserActionProps) {
  const { action, name, buttonText, busyText, tone, backHref, children, fields, leave } = props
  return (
    <section aria-label={buttonText} className="py-5 first:pt-0 last:pb-0">
      <ActionForm action={action} toastId={name} {...(leave ? { leave } : {})}>
        <p className="text-sm text-muted">{children}</p>
        {fields}
        <ConfirmStep cancel={<TextLink href={backHref}>Cancel</TextLink>}>
          <SubmitButton tone={tone} size="small" wide={false} busyText={busyText}>
            {buttonText}
          </SubmitButton>
        </ConfirmStep>
      </ActionForm>
    </section>
  )
}
