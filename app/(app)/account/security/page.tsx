import type { Metadata } from 'next'
import { ChangePasswordForm } from '@/components/account/change-password-form'
import { Card } from '@/components/ui/card'
import { PageHeading } from '@/components/ui/page-heading'
import { requireViewer } from '@/lib/auth/guards'
import { changePasswordAction } from './actions'

export const metadata: Metadata = { title: 'Security' }

export default async function SecurityPage() {
  const { username } = await requireViewer()
  return (
    <>
      <PageHeading title="Security">What your account is locked with.</PageHeading>
      <Card title="Password">
        <p className="mb-5 text-sm text-muted">
          With a new password every other device is signed out, and we tell you by mail.
        </p>
        <ChangePasswordForm action={changePasswordAction} username={username} />
      </Card>
    </>
  )
}
