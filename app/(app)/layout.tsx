import type { ReactNode } from 'react'
import { setThemeAction, signOutAction } from '@/app/actions'
import { ACCOUNT_PAGES, navigationFor } from '@/app/navigation'
import { readThemeChoice } from '@/app/read-theme'
import { SessionWatch } from '@/components/auth/session-watch'
import { SignOutButton } from '@/components/auth/sign-out-button'
import { MainNavigation } from '@/components/site/main-navigation'
import { AccountMenu } from '@/components/site/account-menu'
import { SiteFooter } from '@/components/site/site-footer'
import { SiteHeader } from '@/components/site/site-header'
import { readSignedIn } from '@/lib/auth/guards'
import { endOfSession, renewalIntervalMs } from '@/lib/domain/sessions/session-lifetime'

/**
 * The layout of the signed-in pages. It reads the viewer for `SessionWatch` and guards nothing, because
 * a layout does not run again on navigation: each page checks access in its first line.
 */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const viewer = await readSignedIn()
  const theme = await readThemeChoice()
  return (
    <div className="flex min-h-dvh flex-col">
      <SiteHeader
        navigation={<MainNavigation items={navigationFor(viewer?.role ?? null)} />}
        menu={<AccountMenu pages={ACCOUNT_PAGES} />}
      >
        <SignOutButton action={signOutAction} />
      </SiteHeader>
      {viewer && (
        <SessionWatch
          session={{
            sessionId: viewer.session.id,
            userId: viewer.id,
            endsAtMs: endOfSession(viewer.session).getTime(),
            absoluteEndAtMs: viewer.session.absoluteEndAt.getTime(),
            serverNowMs: new Date().getTime(),
          }}
          reportEveryMs={renewalIntervalMs(viewer.session)}
        />
      )}
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
