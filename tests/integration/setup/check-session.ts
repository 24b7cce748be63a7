import { judgeSession, type LiveSession } from '@/lib/services/sessions/judge-session'

/** A session that is alive; null otherwise. */
export async function checkSession(sessionId: string, now: Date): Promise<LiveSession | null> {
  const verdict = await judgeSession(sessionId, now)
  return verdict.is === 'alive' ? verdict.session : null
}
