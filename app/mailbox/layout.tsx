import type { ReactNode } from 'react'
import { navigationFor } from '@/app/navigation'
import { SiteFrame } from '@/app/site-frame'
import { FollowSignOut } from '@/components/auth/follow-sign-out'
import { currentSession } from '@/lib/auth/current-session'

export default async function MailboxLayout({ children }: { children: ReactNode }) {
  const session = await currentSession()
  const navigation = session ? { items: navigationFor(session.user.role) } : {}
  return (
    <SiteFrame {...navigation} watch={<FollowSignOut />}>
      {children}
    </SiteFrame>
  )
}
