import type { Metadata } from 'next'
import { MailboxHint } from '@/app/mailbox/mailbox-hint' // optional part: mailbox
import { EmailForm } from '@/components/auth/email-form'
import { PageHeading } from '@/components/ui/page-heading'
import { TextLink } from '@/components/ui/text-link'
import { resendVerificationAction } from './actions'

export const metadata: Metadata = { title: 'Send a new link' }

export default function ResendVerificationPage() {
  return (
    <>
      <PageHeading title="Send a new link">
        We’ll email a new link. Only the newest one works.
      </PageHeading>
      <EmailForm
        action={resendVerificationAction}
        toastId="resend-verification"
        buttonText="Send a new link"
      />
      <p className="mt-6 text-sm text-muted">
        Already confirmed? <TextLink href="/sign-in">Sign in</TextLink>
      </p>
      {/* optional part: mailbox */}
      <MailboxHint />
    </>
  )
}
