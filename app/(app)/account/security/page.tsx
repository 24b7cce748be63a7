import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { MailboxHint } from '@/app/mailbox/mailbox-hint' // optional part: mailbox
import { ChangeEmailForm } from '@/components/account/change-email-form'
import { PendingEmail } from '@/components/account/pending-email'
import { ChangePasswordForm } from '@/components/account/change-password-form'
import { FirstPasswordForm } from '@/components/account/first-password-form'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { PageHeading } from '@/components/ui/page-heading'
import { TextLink } from '@/components/ui/text-link'
import { readDraft } from '@/lib/auth/draft'
import { requireViewer } from '@/lib/auth/guards'
import { EmailText } from '@/components/ui/email-text'
import { shownEmail } from '@/lib/domain/accounts/identifiers'
import { pageNotice } from '@/lib/domain/site/notices'
import { PASSKEYS_PATH, TWO_FACTOR_PATH } from '@/lib/domain/site/redirects'
import { hasPassword } from '@/lib/services/passwords/first-password'
import { findPendingEmailChange } from '@/lib/services/email/email-change'
import {
  cancelEmailChangeAction,
  changeEmailAction,
  changePasswordAction,
  resendEmailChangeAction,
  sendPasswordLinkAction,
} from './actions'

export const metadata: Metadata = { title: 'Security' }

type Query = Record<string, string | string[] | undefined>

export default async function SecurityPage({ searchParams }: { searchParams: Promise<Query> }) {
  const viewer = await requireViewer()
  const now = new Date()
  const [{ notice }, draft, canChange, pending] = await Promise.all([
    searchParams,
    readDraft(viewer, '/account/security'),
    hasPassword(viewer),
    findPendingEmailChange(viewer, now),
  ])
  const arrival = pageNotice(notice)
  return (
    <>
      <PageHeading title="Security">Password, two-factor, passkeys and email.</PageHeading>
      <div className="grid gap-5">
        {arrival && (
          <div role="status">
            <Notice tone="success">{arrival}</Notice>
          </div>
        )}
        <Card title="Password">
          {canChange ? (
            <>
              <p className="mb-5 text-sm text-muted">
                Changing your password signs out every other device. We’ll email you to confirm it.
              </p>
              <ChangePasswordForm action={changePasswordAction} username={viewer.username} />
            </>
          ) : (
            <FirstPasswordForm action={sendPasswordLinkAction} />
          )}
        </Card>
        <FactorCard title="Two-factor" href={TWO_FACTOR_PATH} since={viewer.twoFactorEnabledAt}>
          A code from an authenticator app keeps others out, even if they know your password.
        </FactorCard>
        <FactorCard title="Passkeys" href={PASSKEYS_PATH} since={viewer.passkeysEnabledAt}>
          Sign in with your fingerprint, face or screen lock. A passkey works only on this site, so
          it can’t be phished.
        </FactorCard>
        {pending && (
          <PendingEmail
            email={shownEmail(pending.email)}
            sentIso={pending.createdAt.toISOString()}
            expiresIso={pending.expiresAt.toISOString()}
            nowIso={now.toISOString()}
            resendAction={resendEmailChangeAction}
            cancelAction={cancelEmailChangeAction}
            mailHint={<MailboxHint />} // optional part: mailbox
          />
        )}
        <Card title="Email">
          <p className="mb-5 text-sm text-muted">
            Current email:{' '}
            <strong className="font-medium text-ink">
              <EmailText email={viewer.email} />
            </strong>
            . A new email takes its place once you confirm it. You can undo the change from the old
            address for seven days.
          </p>
          <ChangeEmailForm action={changeEmailAction} draft={draft} />
        </Card>
      </div>
    </>
  )
}

/** A way to sign in that has a page of its own, and whether it is on. */
function FactorCard({
  title,
  href,
  since,
  children,
}: {
  title: string
  href: string
  since: Date | null
  children: ReactNode
}) {
  return (
    <Card
      title={title}
      aside={<Badge tone={since ? 'accent' : 'neutral'}>{since ? 'On' : 'Off'}</Badge>}
    >
      <p className="text-sm text-muted">
        {children} <TextLink href={href}>{title}</TextLink>
      </p>
    </Card>
  )
}
