import type { Metadata } from 'next'
import { DeleteAccountForm } from '@/components/account/delete-account-form'
import { buttonClass } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { PageHeading } from '@/components/ui/page-heading'
import { requireViewer } from '@/lib/auth/guards'
import { deleteAccountAction } from './actions'

export const metadata: Metadata = { title: 'Your data' }

export default async function DataPage() {
  const { username } = await requireViewer()
  return (
    <>
      <PageHeading title="Your data">
        What is kept about you: take it along, or take it away.
      </PageHeading>
      <div className="grid gap-5 lg:gap-6">
        <Card title="Download">
          <p className="mb-5 text-sm text-muted">
            One JSON file with your profile and its image, your devices, everything in your history
            with its addresses, your links and your mails. Passwords and tokens are not in it. You
            may be asked for your password first.
          </p>
          <form method="post" action="/account/data/download">
            <button type="submit" className={buttonClass('quiet')}>
              Download my data
            </button>
          </form>
        </Card>
        <Card title="Leave">
          <p className="mb-5 text-sm text-muted">
            Deletes your account and everything personal in it at once, and signs out every device.
            A last mail tells you that it was done. The security log keeps what happened under a
            number that no longer names anybody.
          </p>
          <DeleteAccountForm action={deleteAccountAction} username={username} />
        </Card>
      </div>
    </>
  )
}
