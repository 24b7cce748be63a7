import { replaceForRequest, oncePerRequest } from '@/lib/platform/request-cache'
import {
  judgeSession,
  type LiveSession,
  type SessionRequest,
  type SessionVerdict,
} from '@/lib/services/sessions/judge-session'
import { renewIfDue } from '@/lib/services/sessions/renew-session'
import { wasSessionCopied } from '@/lib/data/sessions/session-binding'
import { isUnavailable } from '@/lib/platform/unavailable'

const cacheKey = (sessionId: string) => `session:${sessionId}`

/**
 * Judges a session once per reading request, however many parts of the page need it.
 *
 * @throws DependencyUnavailable when the database cannot answer
 */
export function sessionVerdict(
  sessionId: string,
  request: SessionRequest | undefined,
): Promise<SessionVerdict> {
  return oncePerRequest(cacheKey(sessionId), () => judgeSession(sessionId, new Date(), request))
}

/** Renews an active user's session. During an outage this is skipped and happens with the next page. */
export async function recordActivity(session: LiveSession, now: Date): Promise<void> {
  try {
    const renewed = await renewIfDue(session, now)
    replaceForRequest<SessionVerdict>(cacheKey(session.id), { is: 'alive', session: renewed })
  } catch (error) {
    if (!isUnavailable(error)) throw error
  }
}

/** Whether an ended session was ended because its cookie was copied. During an outage: no. */
export async function hasEndedAsCopied(sessionId: string): Promise<boolean> {
  try {
    return await wasSessionCopied(sessionId)
  } catch (error) {
    if (!isUnavailable(error)) throw error
    return false
  }
}
