import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { setThemeAction, signOutAction } from '@/app/actions'
import { SessionWatch } from '@/components/auth/session-watch'
import { SignOutButton } from '@/components/auth/sign-out-button'
import { MainNavigation } from '@/components/site/main-navigation'
import { Providers } from '@/components/site/providers'
import { SiteFooter } from '@/components/site/site-footer'
import { SiteHeader } from '@/components/site/site-header'
import { fontClasses } from '../fonts'
import '../globals.css'
import { END, PERSON } from './person'

/** The dashboard's two layouts with a session that nobody looked up. */
export default async function PlainLayout({ children }: { children: ReactNode }) {
  await Promise.all([cookies(), headers()])
  return (
    <html lang="en" className={fontClasses}>
      <body>
        <Providers session={{ user: PERSON, expires: END.toISOString(), sessionId: 'plain' }}>
          <div className="flex min-h-dvh flex-col">
            <SiteHeader
              navigation={
                <MainNavigation
                  items={[
                    { href: '/dashboard', label: 'Dashboard' },
                    { href: '/account', label: 'Account' },
                  ]}
                />
              }
            >
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
            <main className="mx-auto w-full max-w-6xl grow px-4 py-6 sm:px-8 sm:py-10">
              {children}
            </main>
            <SiteFooter theme="system" setThemeAction={setThemeAction} />
          </div>
        </Providers>
      </body>
    </html>
  )
}
