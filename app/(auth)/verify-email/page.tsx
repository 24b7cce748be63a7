import type { Metadata } from 'next'
import { VerifyEmailForm } from '@/components/auth/verify-email-form'
import { PageHeading } from '@/components/ui/page-heading'
import { TextLink } from '@/components/ui/text-link'
import { readMailedLink, type LinkPageProps } from '@/lib/auth/mailed-link'
import { findConfirmation } from '@/lib/services/sign-up/confirm-email'
import { confirmEmailAction } from './actions'

export const metadata: Metadata = { title: 'Confirm your email' }

export default async function VerifyEmailPage({ searchParams }: LinkPageProps) {
  const link = await readMailedLink('verify-email', searchParams)
  const account = link && (await findConfirmation(link.token, new Date()))
  return (
    <>
      <PageHeading title="Confirm your email">Enter your password to confirm.</PageHeading>
      <VerifyEmailForm
        action={confirmEmailAction}
        link={link && { reference: link.reference, account }}
      />
      <p className="mt-6 text-sm text-muted">
        Link expired? <TextLink href="/resend-verification">Send a new link</TextLink>
      </p>
    </>
  )
}
