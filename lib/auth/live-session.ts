import { replaceForRequest, oncePerRequest } from '@/lib/platform/request-cache'
import { checkSession, renewIfDue, type LiveSession } from '@/lib/services/sessions/sessions'
import { isUnavailable } from '@/lib/platform/unavailable'

const cacheKey = (sessionId: string) => `session:${sessionId}`

/**
 * Checks a session once per reading request, however many parts of the page need it.
 *
 * @throws DependencyUnavailable when the database cannot answer
 */
export function liveSession(sessionId: string): Promise<LiveSession | null> {
  return oncePerRequest(cacheKey(sessionId), () => checkSession(sessionId, new Date()))
}

/** Renews an active user's session. During an outage this is skipped and happens with the next page. */
export async function recordActivity(session: LiveSession, now: Date): Promise<void> {
  try {
    replaceForRequest(cacheKey(session.id), await renewIfDue(session, now))
  } catch (error) {
    if (!isUnavailable(error)) throw error
  }
}
