import 'server-only'
import type { Session } from 'next-auth'
import { auth } from '@/auth'
import { isUnavailable } from '@/lib/platform/unavailable'

/**
 * The initial session for `SessionProvider`. It grants nothing, and it does not throw during an outage,
 * because the root layout also renders the page that reports the outage.
 *
 * @returns null when signed out, and when the session cannot be checked
 */
export async function currentSession(): Promise<Session | null> {
  try {
    return await auth()
  } catch (error) {
    if (isUnavailable(error)) return null
    throw error
  }
}
