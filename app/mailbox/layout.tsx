import type { ReactNode } from 'react'
import { setThemeAction, signOutAction } from '@/app/actions'
import { readTheme } from '@/app/read-theme'
import { FollowSignOut } from '@/components/auth/follow-sign-out'
import { SignOutButton } from '@/components/auth/sign-out-button'
import { SiteFooter } from '@/components/site/site-footer'
import { SiteHeader } from '@/components/site/site-header'

export default async function MailboxLayout({ children }: { children: ReactNode }) {
  const theme = await readTheme()
  return (
    <div className="flex min-h-dvh flex-col">
      <SiteHeader>
        <SignOutButton action={signOutAction} />
      </SiteHeader>
      <FollowSignOut />
      <main className="mx-auto w-full max-w-6xl grow px-4 py-6 sm:px-8 sm:py-10">{children}</main>
      <SiteFooter theme={theme} setThemeAction={setThemeAction} />
    </div>
  )
}
