import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { setThemeAction, signOutAction } from '@/app/actions'
import { SessionWatch } from '@/components/auth/session-watch'
import { MainNavigation } from '@/components/site/main-navigation'
import { Providers } from '@/components/site/providers'
import { SiteFooter } from '@/components/site/site-footer'
import { SiteHeader } from '@/components/site/site-header'
import { fontClasses } from '../fonts'
import '../globals.css'
import { END, PERSON } from './person'

/** The dashboard's two layouts with a session that nobody looked up. */
export default async function PlainLayout({ children }: { children: ReactNode }) {
  const [, received] = await Promise.all([cookies(), headers()])
  const nonce = received.get('x-nonce') ?? ''
  return (
    <html lang="en" className={fontClasses}>
      <body>
        <script
          nonce={nonce}
          suppressHydrationWarning
          dangerouslySetInnerHTML={{ __html: `window.__nonce__=${JSON.stringify(nonce)}` }}
        />
        <Providers session={{ user: PERSON, expires: END.toISOString(), sessionId: 'plain' }}>
          <div className="flex min-h-dvh flex-col">
            <SiteHeader signOutAction={signOutAction}>
              <MainNavigation items={[{ href: '/dashboard', label: 'Dashboard' }]} />
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
