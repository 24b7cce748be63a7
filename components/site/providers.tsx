'use client'

import type { Session } from 'next-auth'
import { SessionProvider, useSession } from 'next-auth/react'
import { useEffect, useEffectEvent, useState, type ReactNode } from 'react'
import { Toaster } from '@/components/ui/toaster'
import { NavigationWatch } from './navigation-watch'
import { ReloadWhenRestored } from './reload-when-restored'

/**
 * The providers around every page.
 *
 * The session comes with the page, so nothing is fetched initially. Checking it when the tab becomes
 * visible is left to `SessionWatch`, because next-auth treats a failed request as "signed out".
 */
export function Providers({ session, children }: { session: Session | null; children: ReactNode }) {
  return (
    <SessionProvider session={session} refetchOnWindowFocus={false}>
      <FollowServer session={session} />
      <NavigationWatch />
      <ReloadWhenRestored />
      {children}
      <Toaster />
    </SessionProvider>
  )
}

/** The provider reads its session once; this updates it after an action has changed the user. */
function FollowServer({ session }: { session: Session | null }) {
  const { update } = useSession()
  const user = JSON.stringify(session?.user)
  const [first] = useState(user)
  const follow = useEffectEvent(() => void update())
  useEffect(() => {
    if (user !== first) follow()
  }, [user, first])
  return null
}
