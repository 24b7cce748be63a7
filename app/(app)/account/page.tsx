import type { Metadata } from 'next'
import { ProfileForm } from '@/components/account/profile-form'
import { RemoveImageForm } from '@/components/account/remove-image-form'
import { Card } from '@/components/ui/card'
import { PageHeading } from '@/components/ui/page-heading'
import { requireViewer } from '@/lib/auth/guards'
import { removeImageAction, saveProfileAction } from './actions'

export const metadata: Metadata = { title: 'Profile' }

export default async function ProfilePage() {
  const { name, username, image } = await requireViewer()
  return (
    <>
      <PageHeading title="Profile">What you are called here, and look like.</PageHeading>
      <Card title="You">
        <ProfileForm action={saveProfileAction} profile={{ name, username, image }} />
        <div className="mt-3">
          <RemoveImageForm action={removeImageAction} hasImage={image !== null} />
        </div>
      </Card>
    </>
  )
}
