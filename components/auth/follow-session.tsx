'use client'

import { useSession } from 'next-auth/react'
import { useEffect, useRef } from 'react'
import { hardNavigate } from '@/components/ui/hard-navigation'
import { withFragment } from '@/lib/domain/site/redirects'

/**
 * On a page for signed-out users: continues automatically once another tab has signed in.
 *
 * @param isPaused while this page's own form is being submitted, which navigates itself
 */
export function FollowSession({
  path,
  isPaused,
  leave = hardNavigate,
}: {
  path: string
  isPaused: boolean
  leave?: ((path: string) => void) | undefined
}) {
  const { status } = useSession()
  const wasSignedOut = useRef(false)
  useEffect(() => {
    if (status === 'unauthenticated') wasSignedOut.current = true
    if (status === 'authenticated' && wasSignedOut.current && !isPaused) {
      leave(withFragment(path, window.location.hash))
    }
  }, [status, isPaused, leave, path])
  return null
}
