import type { ReactNode } from 'react'
import { setThemeAction, signOutAction } from '@/app/actions'
import { ACCOUNT_PAGES, navigationFor } from '@/app/navigation'
import { readThemeChoice } from '@/app/read-theme'
import { FollowSignOut } from '@/components/auth/follow-sign-out'
import { SignOutButton } from '@/components/auth/sign-out-button'
import { MainNavigation } from '@/components/site/main-navigation'
import { AccountMenu } from '@/components/site/account-menu'
import { SiteFooter } from '@/components/site/site-footer'
import { SiteHeader } from '@/components/site/site-header'
import { currentSession } from '@/lib/auth/current-session'

export default async function MailboxLayout({ children }: { children: ReactNode }) {
  const session = await currentSession()
  const items = session ? navigationFor(session.user.role) : []
  const theme = await readThemeChoice()
  return (
    <div className="flex min-h-dvh flex-col">
      <SiteHeader
        {...(session ? { navigation: <MainNavigation items={items} /> } : {})}
        menu={<AccountMenu pages={ACCOUNT_PAGES} />}
      >
        <SignOutButton action={signOutAction} />
      </SiteHeader>
      <FollowSignOut />
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-6xl grow px-4 py-6 sm:px-8 sm:py-10"
      >
        {children}
      </main>
      <SiteFooter {...theme} setThemeAction={setThemeAction} />
    </div>
  )
}
