import type { ReactNode } from 'react'
import { navigationFor } from '@/app/navigation'
import { SiteFrame } from '@/app/site-frame'
import { currentSession } from '@/lib/auth/current-session'

/** As many items as when signed in, so that nothing moves when somebody signs in on this page. */
const SIGNED_OUT = [
  { href: '/', label: 'Home', isDocument: true },
  { href: '/sign-in', label: 'Sign in', isDocument: true },
  { href: '/inspector', label: 'Inspector', isDocument: true },
]

/** Without the session watch of other pages, so that the end of a session can be seen. */
export default async function InspectorLayout({ children }: { children: ReactNode }) {
  const session = await currentSession()
  return (
    <SiteFrame
      items={session ? navigationFor(session.user.role) : SIGNED_OUT}
      contentClass="px-4 py-4 sm:px-8 sm:py-6"
    >
      {children}
    </SiteFrame>
  )
}
