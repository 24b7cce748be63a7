import 'server-only'
import type { Session } from 'next-auth'
import { cache } from 'react'
import { auth } from '@/auth'

/**
 * The session JSON of this request, read once per page: seeds `SessionProvider` and feeds the guards.
 *
 * @returns null when nobody is signed in, and also when nobody can tell
 */
export const currentSession = cache(async (): Promise<Session | null> => {
  const session = await auth()
  return typeof session?.user?.id === 'string' ? session : null
})
