import type { Metadata } from 'next'
import { ResetPasswordForm } from '@/components/auth/reset-password-form'
import { Notice } from '@/components/ui/notice'
import { PageHeading } from '@/components/ui/page-heading'
import { TextLink } from '@/components/ui/text-link'
import { readLinkToken } from '@/lib/auth/link-cookie'
import { sentenceFor } from '@/lib/platform/errors'
import { isResetLinkLive } from '@/lib/services/passwords/password-reset'
import { resetPasswordAction } from './actions'

export const metadata: Metadata = { title: 'Choose a new password' }

export default async function ResetPasswordPage() {
  const token = await readLinkToken('reset-password')
  const isLive = token !== null && (await isResetLinkLive(token, new Date()))
  return (
    <>
      <PageHeading title="Choose a new password">You’ll be signed out everywhere.</PageHeading>
      {isLive ? (
        <ResetPasswordForm action={resetPasswordAction} />
      ) : (
        <div role="alert">
          <Notice tone="danger">{sentenceFor({ code: 'token_invalid' })}</Notice>
        </div>
      )}
      <p className="mt-6 text-sm text-muted">
        Link expired? <TextLink href="/forgot-password">Request a new one</TextLink>
      </p>
    </>
  )
}
