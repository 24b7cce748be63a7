import 'server-only'
import type { Session } from 'next-auth'
import { auth } from '@/auth'
import { isUnavailable } from '@/lib/platform/unavailable'

/**
 * The session to seed `SessionProvider` with. It decides nothing, so an outage is not thrown: the
 * root layout also renders the page that reports it.
 *
 * @returns null when nobody is signed in, and when the session cannot be checked
 */
export async function currentSession(): Promise<Session | null> {
  try {
    return await auth()
  } catch (error) {
    if (isUnavailable(error)) return null
    throw error
  }
}
