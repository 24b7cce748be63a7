'use client'

import { useSession } from 'next-auth/react'
import { useEffect, useEffectEvent, useRef } from 'react'
import { replaceDocument } from '@/components/ui/open-document'
import { readSession } from './read-session'

/**
 * On a page for everybody: goes to the sign-in page once another tab has signed out, as the signed-in
 * pages do. next-auth takes a failed answer for "signed out" too, so the server is asked first; one
 * good answer brings the name back.
 */
export function FollowSignOut({
  leave = replaceDocument,
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
