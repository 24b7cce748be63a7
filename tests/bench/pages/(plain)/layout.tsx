import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { Providers } from '@/components/site/providers'
import { fontClasses } from '../fonts'
import '../globals.css'
import { END, PERSON } from './person'

export { metadata, viewport } from '@/app/(latchkey)/layout'

/** The app's root layout with a session that was not looked up. */
export default async function PlainRootLayout({ children }: { children: ReactNode }) {
  const [received] = await Promise.all([headers(), cookies()])
  return (
    <html lang="en" className={fontClasses}>
      <body data-request-id={received.get('x-request-id') ?? undefined}>
        <Providers session={{ user: PERSON, expires: END.toISOString(), sessionId: 'plain' }}>
          {children}
        </Providers>
      </body>
    </html>
  )
}
