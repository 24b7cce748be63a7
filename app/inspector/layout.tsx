import type { ReactNode } from 'react'
import { setThemeAction, signOutAction } from '@/app/actions'
import { navigationFor } from '@/app/navigation'
import { readTheme } from '@/app/read-theme'
import { SignOutButton } from '@/components/auth/sign-out-button'
import { MainNavigation } from '@/components/site/main-navigation'
import { SiteFooter } from '@/components/site/site-footer'
import { SiteHeader } from '@/components/site/site-header'
import { currentSession } from '@/lib/auth/current-session'

/** Wide, and without the watch of the signed-in pages: here the end of a session is to be seen. */
export default async function InspectorLayout({ children }: { children: ReactNode }) {
  const session = await currentSession()
  const items = session ? navigationFor(session.user.role) : []
  const theme = await readTheme()
  return (
    <div className="flex min-h-dvh flex-col">
      <SiteHeader {...(session ? { navigation: <MainNavigation items={items} /> } : {})}>
        <SignOutButton action={signOutAction} />
      </SiteHeader>
      <main className="mx-auto w-full max-w-6xl grow px-4 py-6 sm:px-8 sm:py-10">{children}</main>
      <SiteFooter theme={theme} setThemeAction={setThemeAction} />
    </div>
  )
}
