import type { Metadata } from 'next'
import { MailboxHint } from '@/app/mailbox/mailbox-hint' // optional part: mailbox
import { EmailForm } from '@/components/auth/email-form'
import { PageHeading } from '@/components/ui/page-heading'
import { TextLink } from '@/components/ui/text-link'
import { forgotPasswordAction } from './actions'

export const metadata: Metadata = { title: 'Forgot password' }

export default function ForgotPasswordPage() {
  return (
    <>
      <PageHeading title="Forgot password?">
        Enter your email and we’ll send you a reset link.
      </PageHeading>
      <EmailForm
        action={forgotPasswordAction}
        toastId="forgot-password"
        buttonText="Send reset link"
      />
      <p className="mt-6 text-sm text-muted">
        Remembered it? <TextLink href="/sign-in">Sign in</TextLink>
      </p>
      {/* optional part: mailbox */}
      <MailboxHint />
    </>
  )
}
