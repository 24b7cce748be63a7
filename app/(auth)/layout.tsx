import type { ReactNode } from 'react'
import { setThemeAction } from '@/app/actions'
import { readThemeChoice } from '@/app/read-theme'
import { demoSignIn } from '@/app/demo-accounts'
import { DemoPanel } from '@/components/auth/demo-panel'
import { AuthPanel } from '@/components/site/auth-panel'
import { SiteFooter } from '@/components/site/site-footer'
import { SiteHeader } from '@/components/site/site-header'

/** The signed-out pages: one form and, on wide screens, an illustration beside it. */
export default async function AuthLayout({ children }: { children: ReactNode }) {
  const theme = await readThemeChoice()
  const demo = demoSignIn()
  return (
    <div className="flex min-h-dvh flex-col">
      <SiteHeader />
      <div className="mx-auto grid w-full max-w-6xl grow gap-12 px-4 sm:px-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.15fr)]">
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-104 self-center py-8 lg:py-12"
        >
          {children}
        </main>
        <AuthPanel>{demo && <DemoPanel {...demo} />}</AuthPanel>
      </div>
      <SiteFooter {...theme} setThemeAction={setThemeAction} />
    </div>
  )
}
