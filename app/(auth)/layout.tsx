import type { ReactNode } from 'react'
import { setThemeAction } from '@/app/actions'
import { readTheme } from '@/app/read-theme'
import { AuthPanel } from '@/components/site/auth-panel'
import { SiteFooter } from '@/components/site/site-footer'
import { SiteHeader } from '@/components/site/site-header'

/** The signed-out pages: one form and, on wide screens, an illustration beside it. */
export default async function AuthLayout({ children }: { children: ReactNode }) {
  const theme = await readTheme()
  return (
    <div className="flex min-h-dvh flex-col">
      <SiteHeader />
      <div className="mx-auto grid w-full max-w-6xl grow gap-12 px-4 sm:px-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.15fr)]">
        <main className="mx-auto w-full max-w-104 self-center py-8 lg:py-12">{children}</main>
        <AuthPanel />
      </div>
      <SiteFooter theme={theme} setThemeAction={setThemeAction} />
    </div>
  )
}
