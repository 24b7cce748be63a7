import { answerForRequest, oncePerRequest } from '@/lib/platform/request-cache'
import { checkSession, renewIfDue, type LiveSession } from '@/lib/services/sessions/sessions'
import { isUnavailable } from '@/lib/platform/unavailable'

const questionOf = (sessionId: string) => `session:${sessionId}`

/**
 * The liveness answer, asked once per page: by middleware first, then by what the page is made of.
 *
 * @throws DependencyUnavailable when nobody can tell
 */
export function liveSession(sessionId: string): Promise<LiveSession | null> {
  return oncePerRequest(questionOf(sessionId), () => checkSession(sessionId, new Date()))
}

/** Renews the session of an active person. The renewal can wait for the next page, the page cannot. */
export async function noteActivity(session: LiveSession, now: Date): Promise<void> {
  try {
    answerForRequest(questionOf(session.id), await renewIfDue(session, now))
  } catch (error) {
    if (!isUnavailable(error)) throw error
  }
}
