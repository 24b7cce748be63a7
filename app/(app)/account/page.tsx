import type { Metadata } from 'next'
import { ProfileForm } from '@/components/account/profile-form'
import { Card } from '@/components/ui/card'
import { PageHeading } from '@/components/ui/page-heading'
import { requireViewer } from '@/lib/auth/guards'
import { saveProfileAction } from './actions'

export const metadata: Metadata = { title: 'Profile' }

export default async function ProfilePage() {
  const { name, username } = await requireViewer()
  return (
    <>
      <PageHeading title="Profile">What you are called here.</PageHeading>
      <Card title="You">
        <ProfileForm action={saveProfileAction} profile={{ name, username }} />
      </Card>
    </>
  )
}
