import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ProfileForm } from '@/components/account/profile-form'
import { RemoveImageForm } from '@/components/account/remove-image-form'
import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { PageHeading } from '@/components/ui/page-heading'
import { requireViewer } from '@/lib/auth/guards'
import { pageNotice } from '@/lib/domain/site/notices'
import { signInPath } from '@/lib/domain/site/redirects'
import { readProfile } from '@/lib/services/account/profile'
import { removeImageAction, saveProfileAction } from './actions'

export const metadata: Metadata = { title: 'Profile' }

type Query = Record<string, string | string[] | undefined>

export default async function ProfilePage({ searchParams }: { searchParams: Promise<Query> }) {
  const viewer = await requireViewer()
  const profile = await readProfile(viewer)
  if (!profile) redirect(signInPath('/account'))
  const arrival = pageNotice((await searchParams).notice)
  return (
    <>
      <PageHeading title="Profile">Your name, username and photo.</PageHeading>
      <div className="grid gap-5">
        {arrival && (
          <div role="status">
            <Notice tone="success">{arrival}</Notice>
          </div>
        )}
        <Card title="Your details">
          <ProfileForm action={saveProfileAction} profile={profile} />
          {profile.image && (
            <div className="mt-3">
              <RemoveImageForm action={removeImageAction} />
            </div>
          )}
        </Card>
      </div>
    </>
  )
}
