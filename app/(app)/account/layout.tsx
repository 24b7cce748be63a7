import type { ReactNode } from 'react'
import { ACCOUNT_PAGES } from '@/app/navigation'
import { AccountNavigation } from '@/components/account/account-navigation'

/** Navigation between the account pages. It guards nothing: each page does. */
export default function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[11rem_minmax(0,1fr)]">
      <AccountNavigation pages={ACCOUNT_PAGES} />
      <div className="max-w-2xl min-w-0">{children}</div>
    </div>
  )
}
