'use client'

import type { Session } from 'next-auth'
import { SessionProvider, useSession } from 'next-auth/react'
import { useEffect, useEffectEvent, useState, type ReactNode } from 'react'
import { Toaster } from '@/components/ui/toaster'
import { ReloadWhenRestored } from './reload-when-restored'

/**
 * What every page stands in.
 *
 * The session comes with the page, so nothing is fetched to begin with. Looking again when the tab
 * comes forward is left to the watch on signed-in pages: next-auth would take a failed answer for
 * "signed out".
 */
export function Providers({ session, children }: { session: Session | null; children: ReactNode }) {
  return (
    <SessionProvider session={session} refetchOnWindowFocus={false}>
      <FollowServer session={session} />
      <ReloadWhenRestored />
      {children}
      <Toaster />
    </SessionProvider>
  )
}

/** The provider reads its session once; this makes it follow when an action changed the user. */
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
