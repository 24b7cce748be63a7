import { renewSession } from '@/lib/data/sessions/sessions'
import {
  endOfSession,
  endsAfterActivity,
  isRenewalDue,
  renewalIntervalMs,
} from '@/lib/domain/sessions/session-lifetime'
import { later } from '@/lib/domain/time'
import { lifetimes } from '@/lib/services/settings'
import type { LiveSession } from './judge-session'

/**
 * Extends the idle limit after activity, at most once a minute and never past the absolute end.
 *
 * @returns the session with its new limits
 */
export async function renewIfDue(session: LiveSession, now: Date): Promise<LiveSession> {
  if (!isRenewalDue(session, now)) return session
  const { idleEndAt, absoluteEndAt } = endsAfterActivity(session, now, lifetimes())
  const seenBefore = later(now, -renewalIntervalMs(session))
  await renewSession(session.id, { seenBefore, now, idleEndAt })
  const endsAt = endOfSession({ idleEndAt, absoluteEndAt })
  return { ...session, lastSeenAt: now, idleEndAt, endsAt }
}
