import type { Metadata } from 'next'
import { SecureAccountForm } from '@/components/auth/secure-account-form'
import { PageHeading } from '@/components/ui/page-heading'
import { TextLink } from '@/components/ui/text-link'
import { showMailedLink, type LinkPageProps } from '@/lib/auth/mailed-link'
import { findNotMeAccount } from '@/lib/services/passwords/not-me'
import { secureAccountAction } from './actions'

export const metadata: Metadata = { title: 'This wasn’t me' }

export default async function NotMePage({ searchParams }: LinkPageProps) {
  const link = await showMailedLink('not-me', searchParams, findNotMeAccount)
  return (
    <>
      <PageHeading title="This wasn’t me">
        If someone else signed in to your account, secure it now.
      </PageHeading>
      <SecureAccountForm action={secureAccountAction} link={link} />
      <p className="mt-6 text-sm text-muted">
        Link expired? <TextLink href="/forgot-password">Reset your password</TextLink>, which also
        signs out every device.
      </p>
    </>
  )
}
