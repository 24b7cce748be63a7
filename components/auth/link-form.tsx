'use client'

import { use, type ReactNode } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { FormAlert } from '@/components/ui/form-alert'
import { FormContext } from '@/components/ui/form-context'
import { Notice } from '@/components/ui/notice'
import type { FormAction } from '@/components/ui/use-form-submission'
import { EmailText } from '@/components/ui/email-text'
import { sentenceFor } from '@/lib/platform/errors'
import type { ShownLink } from '@/lib/platform/forms'
import type { LinkAccount } from '@/lib/domain/accounts/link-account'

export type LinkFormProps = {
  action: FormAction
  /** The mailed link that led here; null when it no longer works. */
  link: ShownLink | null
  leave?: (path: string) => void
}

/**
 * The form of a page that a mailed link leads to. It carries its own link, so that it acts on the
 * account it names whatever other links this browser has opened.
 *
 * @param props.about what it does, to whose account
 */
export function LinkForm({
  toastId,
  action,
  link,
  leave,
  about,
  children,
}: LinkFormProps & {
  toastId: string
  about: (account: LinkAccount) => ReactNode
  children: ReactNode
}) {
  return (
    <ActionForm {...{ action, toastId }} hasAlert={false} {...(leave ? { leave } : {})}>
      <WithLink link={link} about={about}>
        {children}
      </WithLink>
    </ActionForm>
  )
}

function WithLink({
  link,
  about,
  children,
}: {
  link: ShownLink | null
  about: (account: LinkAccount) => ReactNode
  children: ReactNode
}) {
  const { state, shown = state, attempt, secondsLeft } = use(FormContext)
  // Sent without a script, the page is drawn anew, and by then may know of another tab's link alone.
  const current = state.link ?? link
  if (!current) {
    return (
      <div role="alert">
        <Notice tone="danger">{sentenceFor({ code: 'token_invalid' })}</Notice>
      </div>
    )
  }
  const { reference, account } = current
  return (
    <>
      <FormAlert state={shown} attempt={attempt} secondsLeft={secondsLeft} />
      <input type="hidden" name="link" value={reference} />
      {account?.username && (
        <input type="text" autoComplete="username" value={account.username} readOnly hidden />
      )}
      {account && <p className="wrap-anywhere">{about(account)}</p>}
      {children}
    </>
  )
}

/** The address a link is about. */
export function LinkEmail({ children }: { children: string }) {
  return (
    <strong className="font-medium">
      <EmailText email={children} />
    </strong>
  )
}
