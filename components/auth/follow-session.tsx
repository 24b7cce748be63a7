'use client'

import { useSession } from 'next-auth/react'
import { useEffect, useRef } from 'react'
import { openDocument } from '@/components/ui/open-document'

/**
 * On a page for visitors: goes on by itself once another tab has signed in.
 *
 * @param isPaused while this page's own form is under way, which leaves by itself
 */
export function FollowSession({
  path,
  isPaused,
  leave = openDocument,
}: {
  path: string
  isPaused: boolean
  leave?: ((path: string) => void) | undefined
}) {
  const { status } = useSession()
  const wasSignedOut = useRef(false)
  useEffect(() => {
    if (status === 'unauthenticated') wasSignedOut.current = true
    if (status === 'authenticated' && wasSignedOut.current && !isPaused) leave(path)
  }, [status, isPaused, leave, path])
  return null
}
