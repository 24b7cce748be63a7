import type { Metadata } from 'next'
import { FollowSignOut } from '@/components/auth/follow-sign-out'
import { demoSignIn } from '@/app/demo-accounts'
import { SiteFrame } from '@/app/site-frame'
import { DemoAccounts } from '@/components/landing/demo-accounts'
import { Hero } from '@/components/landing/hero'
import { WhatToSee } from '@/components/landing/what-to-see'
import { WhereToRead } from '@/components/landing/where-to-read'
import { currentSession } from '@/lib/auth/current-session'
import { landingPath } from '@/lib/auth/landing-path'
import { isInspectorOpen } from '@/lib/inspector/access' // optional part: inspector
import { env } from '@/lib/env' // optional part: mailbox
import { product } from '@/lib/product'

export const metadata: Metadata = { robots: { index: true } }

export default async function LandingPage() {
  const session = await currentSession()
  const demo = demoSignIn()
  const parts = {
    canInspect: isInspectorOpen(session?.user.role ?? null), // optional part: inspector
    hasMailbox: !env().isProduction, // optional part: mailbox
  }
  return (
    <SiteFrame watch={<FollowSignOut />} contentClass="grid gap-16 px-4 pt-2 sm:gap-24 sm:px-8">
      <Hero home={session && landingPath(session.user.role)} {...parts} />
      <WhatToSee {...parts} />
      {demo && <DemoAccounts {...demo} />}
      <WhereToRead repository={product.repository} />
    </SiteFrame>
  )
}
