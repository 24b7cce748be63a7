import type { Metadata } from 'next'
import { ChangeEmailForm } from '@/components/account/change-email-form'
import { ChangePasswordForm } from '@/components/account/change-password-form'
import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { PageHeading } from '@/components/ui/page-heading'
import { readDraft } from '@/lib/auth/draft'
import { requireViewer } from '@/lib/auth/guards'
import { arrivalNotice } from '@/lib/domain/site/notices'
import { changeEmailAction, changePasswordAction } from './actions'

export const metadata: Metadata = { title: 'Security' }

type Query = Record<string, string | string[] | undefined>

export default async function SecurityPage({ searchParams }: { searchParams: Promise<Query> }) {
  const viewer = await requireViewer()
  const [{ notice }, draft] = await Promise.all([
    searchParams,
    readDraft(viewer, '/account/security'),
  ])
  const arrival = arrivalNotice(notice)
  return (
    <>
      <PageHeading title="Security">What your account is locked with.</PageHeading>
      <div className="grid gap-5">
        {arrival && (
          <div role="status">
            <Notice tone="success">{arrival}</Notice>
          </div>
        )}
        <Card title="Password">
          <p className="mb-5 text-sm text-muted">
            With a new password every other device is signed out, and we tell you by mail.
          </p>
          <ChangePasswordForm action={changePasswordAction} username={viewer.username} />
        </Card>
        <Card title="Email">
          <p className="mb-5 text-sm text-muted">
            Now it is <strong className="font-medium text-ink">{viewer.email}</strong>. A new one
            takes its place once you confirm it there; for seven days the old one can undo that.
          </p>
          <ChangeEmailForm action={changeEmailAction} draft={draft} />
        </Card>
      </div>
    </>
  )
}
