'use client'

import { useEffect, useRef, type ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import { MAIL } from '@/components/ui/icons'
import { EmailText } from '@/components/ui/email-text'
import { TextLink } from '@/components/ui/text-link'

/** Shown after every sign-up, whether or not the address was taken. */
export function CheckYourEmail({
  email,
  hint,
}: {
  email: string | undefined
  /** Where else to find the email. */
  hint: ReactNode
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  // The form is gone, and keyboard focus with it.
  useEffect(() => heading.current?.focus(), [])
  return (
    <div role="status" className="grid justify-items-start gap-4">
      <span className="grid size-12 place-items-center rounded-full bg-accent-soft text-accent-text">
        <Icon path={MAIL} className="size-6" />
      </span>
      <h1
        ref={heading}
        tabIndex={-1}
        className="text-3xl font-semibold tracking-tighter outline-none"
      >
        Check your email
      </h1>
      <p className="text-muted">
        {email ? (
          <>
            We’ve sent a link to{' '}
            <strong className="font-medium text-ink">
              <EmailText email={email} />
            </strong>
            .
          </>
        ) : (
          'We’ve sent you a link.'
        )}{' '}
        Open it and enter your password to activate your account. The link works for a day.
      </p>
      {hint}
      <p className="text-sm text-muted">
        Didn’t get it? <TextLink href="/resend-verification">Send a new link</TextLink>
      </p>
    </div>
  )
}
