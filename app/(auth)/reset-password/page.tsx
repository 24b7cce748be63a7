import type { Metadata } from 'next'
import { ResetPasswordForm } from '@/components/auth/reset-password-form'
import { PageHeading } from '@/components/ui/page-heading'
import { TextLink } from '@/components/ui/text-link'
import { showMailedLink, type LinkPageProps } from '@/lib/auth/mailed-link'
import { findResetAccount } from '@/lib/services/passwords/password-reset'
import { resetPasswordAction } from './actions'

export const metadata: Metadata = { title: 'Choose a new password' }

export default async function ResetPasswordPage({ searchParams }: LinkPageProps) {
  const link = await showMailedLink('reset-password', searchParams, findResetAccount)
  return (
    <>
      <PageHeading title="Choose a new password">You’ll be signed out everywhere.</PageHeading>
      <ResetPasswordForm action={resetPasswordAction} link={link} />
      <p className="mt-6 text-sm text-muted">
        Link expired? <TextLink href="/forgot-password">Request a new one</TextLink>
      </p>
    </>
  )
}
