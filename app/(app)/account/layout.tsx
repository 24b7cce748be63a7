import type { ReactNode } from 'react'
import { AccountNavigation } from '@/components/account/account-navigation'

/** Only pages that exist. */
const PAGES = [
  { href: '/account', label: 'Profile' },
  { href: '/account/security', label: 'Security' },
  { href: '/account/sessions', label: 'Devices' },
  { href: '/account/activity', label: 'Activity' },
  { href: '/account/data', label: 'Your data' },
]

/** The way round between the pages about one's own account. It guards nothing: each page does. */
export default function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[11rem_minmax(0,1fr)]">
      <AccountNavigation pages={PAGES} />
      <div className="max-w-2xl min-w-0">{children}</div>
    </div>
  )
}
