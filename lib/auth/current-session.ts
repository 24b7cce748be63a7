import 'server-only'
import type { Session } from 'next-auth'
import { cache } from 'react'
import { auth } from '@/auth'
import { traced } from '@/lib/platform/tracing'

const ask = traced('auth', () => auth())

/** Auth.js's answer, read once per rendered page: `auth()` itself starts over at every call. */
export const authOnce = cache(ask)

/**
 * The session JSON of this request, to seed `SessionProvider` with.
 *
 * @returns null when nobody is signed in, and also when nobody can tell
 */
export async function currentSession(): Promise<Session | null> {
  const session = await authOnce()
  return typeof session?.user?.id === 'string' ? session : null
}
