import type { Metadata } from 'next'
import { DeleteAccountForm } from '@/components/account/delete-account-form'
import { FirstPasswordForm } from '@/components/account/first-password-form'
import { buttonClass } from '@/components/ui/button-class'
import { Card } from '@/components/ui/card'
import { PageHeading } from '@/components/ui/page-heading'
import { requireViewer } from '@/lib/auth/guards'
import { sendPasswordLinkAction } from '@/app/(app)/account/security/actions'
import { hasPassword } from '@/lib/services/passwords/first-password'
import { deleteAccountAction } from './actions'

export const metadata: Metadata = { title: 'Your data' }

export default async function DataPage() {
  const viewer = await requireViewer()
  const isAsked = await hasPassword(viewer)
  return (
    <>
      <PageHeading title="Your data">Download or delete your data.</PageHeading>
      <div className="grid gap-5 lg:gap-6">
        <Card title="Export">
          <p className="mb-5 text-sm text-muted">
            A JSON file with your profile and photo, your devices, your activity with IP addresses,
            and the links and emails we sent you. It contains no passwords or tokens. We may ask for
            your password first.
          </p>
          <form method="post" action="/account/data/download">
            <button type="submit" className={buttonClass('quiet')}>
              Download my data
            </button>
          </form>
        </Card>
        <Card title="Delete account">
          <p className="mb-5 text-sm text-muted">
            Deletes your account and its personal data immediately, and signs out every device.
            We’ll send one last email to confirm it. The security log keeps past events anonymously.
          </p>
          {isAsked ? (
            <DeleteAccountForm action={deleteAccountAction} username={viewer.username} />
          ) : (
            <FirstPasswordForm action={sendPasswordLinkAction} />
          )}
        </Card>
      </div>
    </>
  )
}
