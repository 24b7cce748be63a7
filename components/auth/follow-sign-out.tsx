'use client'

import { useSession } from 'next-auth/react'
import { useEffect, useEffectEvent, useRef } from 'react'
import { hardReplace } from '@/components/ui/hard-navigation'
import { readSession } from './read-session'

/**
 * On a public page: goes to the sign-in page once another tab has signed out, as the signed-in pages
 * do. next-auth also treats a failed request as "signed out", so this checks with the server first; a
 * successful response restores the name.
 */
export function FollowSignOut({
  leave = hardReplace,
}: {
  leave?: ((path: string) => void) | undefined
}) {
  const { status, update } = useSession()
  const wasSignedIn = useRef(false)
  const ask = useEffectEvent(async () => {
    const { kind } = await readSession()
    if (kind === 'ended') leave('/sign-in')
    else if (kind === 'live') await update()
  })
  useEffect(() => {
    if (status === 'unauthenticated' && wasSignedIn.current) void ask()
    wasSignedIn.current = status === 'authenticated'
  }, [status])
  return null
}
