import type { Metadata } from 'next'
import { SecureAccountForm } from '@/components/auth/secure-account-form'
import { Notice } from '@/components/ui/notice'
import { PageHeading } from '@/components/ui/page-heading'
import { TextLink } from '@/components/ui/text-link'
import { readLinkToken } from '@/lib/auth/link-cookie'
import { sentenceFor } from '@/lib/platform/errors'
import { isNotMeLinkLive } from '@/lib/services/passwords/not-me'
import { secureAccountAction } from './actions'

export const metadata: Metadata = { title: 'This wasn’t me' }

export default async function NotMePage() {
  const token = await readLinkToken('not-me')
  const isLive = token !== null && (await isNotMeLinkLive(token, new Date()))
  return (
    <>
      <PageHeading title="This wasn’t me">
        If someone else signed in to your account, secure it now.
      </PageHeading>
      {isLive ? (
        <SecureAccountForm action={secureAccountAction} />
      ) : (
        <div role="alert">
          <Notice tone="danger">{sentenceFor({ code: 'token_invalid' })}</Notice>
        </div>
      )}
      <p className="mt-6 text-sm text-muted">
        Link expired? <TextLink href="/forgot-password">Reset your password</TextLink>, which also
        signs out every device.
      </p>
    </>
  )
}
