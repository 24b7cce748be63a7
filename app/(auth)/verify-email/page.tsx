import type { Metadata } from 'next'
import { VerifyEmailForm } from '@/components/auth/verify-email-form'
import { Notice } from '@/components/ui/notice'
import { PageHeading } from '@/components/ui/page-heading'
import { TextLink } from '@/components/ui/text-link'
import { readLinkToken } from '@/lib/auth/link-cookie'
import { sentenceFor } from '@/lib/platform/errors'
import { confirmEmailAction } from './actions'

export const metadata: Metadata = { title: 'Confirm your email' }

export default async function VerifyEmailPage() {
  const hasToken = (await readLinkToken('verify-email')) !== null
  return (
    <>
      <PageHeading title="Confirm your email">Enter your password to confirm.</PageHeading>
      {hasToken ? (
        <VerifyEmailForm action={confirmEmailAction} />
      ) : (
        <div role="alert">
          <Notice tone="danger">{sentenceFor({ code: 'token_invalid' })}</Notice>
        </div>
      )}
      <p className="mt-6 text-sm text-muted">
        Link expired? <TextLink href="/resend-verification">Send a new link</TextLink>
      </p>
    </>
  )
}
