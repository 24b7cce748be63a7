import type { Metadata } from 'next'
import { VerifyEmailForm } from '@/components/auth/verify-email-form'
import { PageHeading } from '@/components/ui/page-heading'
import { TextLink } from '@/components/ui/text-link'
import { readViewer } from '@/lib/auth/guards'
import { showMailedLink, type LinkPageProps } from '@/lib/auth/mailed-link'
import { findConfirmation } from '@/lib/services/sign-up/confirm-email'
import { confirmEmailAction } from './actions'

export const metadata: Metadata = { title: 'Confirm your email' }

export default async function VerifyEmailPage({ searchParams }: LinkPageProps) {
  const viewer = await readViewer()
  const link = await showMailedLink('verify-email', searchParams, (token, now) =>
    findConfirmation(token, viewer?.id ?? null, now),
  )
  return (
    <>
      <PageHeading title="Confirm your email">
        {link ? 'Enter your password to confirm.' : 'Each link works once.'}
      </PageHeading>
      <VerifyEmailForm action={confirmEmailAction} link={link} />
      <p className="mt-6 text-sm text-muted">
        {viewer ? 'Changing your email? ' : 'Link expired? '}
        {viewer ? (
          <TextLink href="/account/security">Send a new link from Security</TextLink>
        ) : (
          <TextLink href="/resend-verification">Send a new link</TextLink>
        )}
      </p>
    </>
  )
}
