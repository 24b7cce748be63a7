import type { ReactNode } from 'react'
import { setThemeAction, signOutAction } from '@/app/actions'
import { ACCOUNT_PAGES, navigationFor } from '@/app/navigation'
import { readThemeChoice } from '@/app/read-theme'
import { SignOutButton } from '@/components/auth/sign-out-button'
import { MainNavigation } from '@/components/site/main-navigation'
import { AccountMenu } from '@/components/site/account-menu'
import { SiteFooter } from '@/components/site/site-footer'
import { SiteHeader } from '@/components/site/site-header'
import { currentSession } from '@/lib/auth/current-session'

/** As many items as when signed in, so that nothing moves when somebody signs in on this page. */
const SIGNED_OUT = [
  { href: '/', label: 'Home', isDocument: true },
  { href: '/sign-in', label: 'Sign in', isDocument: true },
  { href: '/inspector', label: 'Inspector', isDocument: true },
]

/** Wide, and without the session watch of other pages, so that the end of a session can be seen. */
export default async function InspectorLayout({ children }: { children: ReactNode }) {
  const session = await currentSession()
  const items = session ? navigationFor(session.user.role) : SIGNED_OUT
  const theme = await readThemeChoice()
  return (
    <div className="flex min-h-dvh flex-col">
      <SiteHeader
        navigation={<MainNavigation items={items} />}
        menu={<AccountMenu pages={ACCOUNT_PAGES} />}
      >
        <SignOutButton action={signOutAction} />
      </SiteHeader>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-6xl grow px-4 py-4 sm:px-8 sm:py-6"
      >
        {children}
      </main>
      <SiteFooter {...theme} setThemeAction={setThemeAction} />
    </div>
  )
}
