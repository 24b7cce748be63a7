import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ConfirmPasswordForm } from '@/components/account/confirm-password-form'
import { FirstPasswordForm } from '@/components/account/first-password-form'
import { secondFactorKind } from '@/components/two-factor/second-factor-kind'
import { PageHeading } from '@/components/ui/page-heading'
import { TextLink } from '@/components/ui/text-link'
import { requireSignedIn } from '@/lib/auth/guards'
import { landingPath } from '@/lib/auth/landing-path'
import { hasRecentProof } from '@/lib/auth/recent-proof'
import { confirmPasswordPath, safeRedirectPath } from '@/lib/domain/site/redirects'
import { sendPasswordLinkAction } from '@/app/(app)/account/security/actions'
import { hasPassword } from '@/lib/services/passwords/first-password'
import { needsSecondFactor } from '@/lib/services/settings'
import { confirmPasswordAction } from './actions'

export const metadata: Metadata = { title: 'Confirm your password' }

type Query = Record<string, string | string[] | undefined>

export default async function ConfirmPasswordPage({
  searchParams,
}: {
  searchParams: Promise<Query>
}) {
  const viewer = await requireSignedIn()
  const query = await searchParams
  const callbackUrl = safeRedirectPath(query.callbackUrl, landingPath(viewer.role))
  if (hasRecentProof(viewer)) redirect(callbackUrl)
  return (
    <div className="mx-auto w-full max-w-104">
      <PageHeading title="Confirm your password">
        To keep your account safe, confirm your password to continue.
      </PageHeading>
      {(await hasPassword(viewer)) ? (
        <ConfirmPasswordForm
          action={confirmPasswordAction}
          callbackUrl={callbackUrl}
          takesPassword={viewer.twoFactorEnabledAt !== null || !needsSecondFactor(viewer)}
          hasPasskeys={viewer.passkeysEnabledAt !== null}
          secondFactor={viewer.twoFactorEnabledAt && secondFactorOf(query.with, callbackUrl)}
        />
      ) : (
        <FirstPasswordForm action={sendPasswordLinkAction} />
      )}
      <p className="mt-6 text-sm text-muted">
        Changed your mind? <TextLink href="/account">Back to your account</TextLink>
      </p>
    </div>
  )
}

function secondFactorOf(asked: unknown, callbackUrl: string) {
  const kind = secondFactorKind(asked)
  const path = confirmPasswordPath(callbackUrl)
  return { kind, otherHref: kind === 'code' ? `${path}&with=recovery` : path }
}
