import type { ReactNode } from 'react'
import { setThemeAction, signOutAction } from '@/app/actions'
import { navigationFor } from '@/app/navigation'
import { SessionWatch } from '@/components/auth/session-watch'
import { SignOutButton } from '@/components/auth/sign-out-button'
import { MainNavigation } from '@/components/site/main-navigation'
import { SiteFooter } from '@/components/site/site-footer'
import { SiteHeader } from '@/components/site/site-header'
import { END, PERSON } from '../person'

/** The layout of signed-in pages, with a user that was not looked up. */
export default function PlainLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SiteHeader navigation={<MainNavigation items={navigationFor('USER')} />}>
        <SignOutButton action={signOutAction} />
      </SiteHeader>
      <SessionWatch
        session={{
          sessionId: 'plain',
          userId: PERSON.id,
          endsAtMs: END.getTime(),
          absoluteEndAtMs: END.getTime(),
          serverNowMs: new Date().getTime(),
        }}
        reportEveryMs={60_000}
      />
      <main className="mx-auto w-full max-w-6xl grow px-4 py-6 sm:px-8 sm:py-10">{children}</main>
      <SiteFooter theme="system" setThemeAction={setThemeAction} />
    </div>
  )
}
