import type { Metadata } from 'next'
import { EmailForm } from '@/components/auth/email-form'
import { MailboxHint } from '@/components/auth/mailbox-hint'
import { PageHeading } from '@/components/ui/page-heading'
import { TextLink } from '@/components/ui/text-link'
import { env } from '@/lib/env'
import { forgotPasswordAction } from './actions'

export const metadata: Metadata = { title: 'Forgot password' }

export default function ForgotPasswordPage() {
  return (
    <>
      <PageHeading title="Forgot password?">
        Tell us your address, and we send you a link to choose a new one.
      </PageHeading>
      <EmailForm
        action={forgotPasswordAction}
        toastId="forgot-password"
        buttonText="Send reset link"
      />
      <p className="mt-6 text-sm text-muted">
        Remembered it? <TextLink href="/sign-in">Sign in</TextLink>
      </p>
      {!env().isProduction && <MailboxHint />}
    </>
  )
}
