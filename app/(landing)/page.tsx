import type { Metadata } from 'next'
import { setThemeAction, signOutAction } from '@/app/actions'
import { ACCOUNT_PAGES } from '@/app/navigation'
import { readThemeChoice } from '@/app/read-theme'
import { FollowSignOut } from '@/components/auth/follow-sign-out'
import { SignOutButton } from '@/components/auth/sign-out-button'
import { demoSignIn } from '@/app/demo-accounts'
import { DemoAccounts } from '@/components/landing/demo-accounts'
import { Hero } from '@/components/landing/hero'
import { WhatToSee } from '@/components/landing/what-to-see'
import { AccountMenu } from '@/components/site/account-menu'
import { WhereToRead } from '@/components/landing/where-to-read'
import { SiteFooter } from '@/components/site/site-footer'
import { SiteHeader } from '@/components/site/site-header'
import { currentSession } from '@/lib/auth/current-session'
import { landingPath } from '@/lib/auth/landing-path'
import { isInspectorOpen } from '@/lib/inspector/access' // optional part: inspector
import { env } from '@/lib/env' // optional part: mailbox
import { product } from '@/lib/product'

export const metadata: Metadata = { robots: { index: true } }

export default async function LandingPage() {
  const [session, theme] = await Promise.all([currentSession(), readThemeChoice()])
  const demo = demoSignIn()
  const parts = {
    canInspect: isInspectorOpen(session?.user.role ?? null), // optional part: inspector
    hasMailbox: !env().isProduction, // optional part: mailbox
  }
  return (
    <div className="flex min-h-dvh flex-col">
      <SiteHeader menu={<AccountMenu pages={ACCOUNT_PAGES} />}>
        <SignOutButton action={signOutAction} />
      </SiteHeader>
      <FollowSignOut />
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto grid w-full max-w-6xl grow gap-16 px-4 pt-2 sm:gap-24 sm:px-8"
      >
        <Hero home={session && landingPath(session.user.role)} {...parts} />
        <WhatToSee {...parts} />
        {demo && <DemoAccounts {...demo} />}
        <WhereToRead repository={product.repository} />
      </main>
      <SiteFooter {...theme} setThemeAction={setThemeAction} />
    </div>
  )
}
