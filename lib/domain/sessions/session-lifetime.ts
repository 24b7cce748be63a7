import { earlier, later, minutes } from '@/lib/domain/time'

/** How long sessions last, in milliseconds. */
export type Lifetimes = {
  /** Without "Remember me": ends this long after the last activity. */
  idleMs: number
  /** Without "Remember me": ends this long after it began, regardless of activity. */
  absoluteMs: number
  /** With "Remember me": the only limit. */
  rememberMs: number
}

export type SessionEnds = { idleEndAt: Date; absoluteEndAt: Date }

export type SessionState = 'alive' | 'idle_ended' | 'absolute_ended'

const RENEWAL_INTERVAL_MS = minutes(1)

/** Both ends of a session that begins now. With "Remember me" they are equal. */
export function endsOfNewSession(
  { remember, now }: { remember: boolean; now: Date },
  lifetimes: Lifetimes,
): SessionEnds {
  if (remember) {
    const absoluteEndAt = later(now, lifetimes.rememberMs)
    return { idleEndAt: absoluteEndAt, absoluteEndAt }
  }
  const absoluteEndAt = later(now, lifetimes.absoluteMs)
  return { idleEndAt: earlier(later(now, lifetimes.idleMs), absoluteEndAt), absoluteEndAt }
}

/** Both ends after activity: the idle end moves, at most to the absolute end, which does not. */
export function endsAfterActivity(
  session: { remember: boolean; absoluteEndAt: Date },
  now: Date,
  lifetimes: Lifetimes,
): SessionEnds {
  const { remember, absoluteEndAt } = session
  const idleEndAt = remember ? absoluteEndAt : earlier(later(now, lifetimes.idleMs), absoluteEndAt)
  return { idleEndAt, absoluteEndAt }
}

/**
 * How long after the last recorded activity the next one is recorded, in milliseconds: a minute, or a
 * quarter of a shorter idle limit, so that nobody is signed out while active.
 */
export function renewalIntervalMs(session: SessionEnds & { lastSeenAt: Date }): number {
  if (session.idleEndAt >= session.absoluteEndAt) return RENEWAL_INTERVAL_MS
  const idleMs = session.idleEndAt.getTime() - session.lastSeenAt.getTime()
  return Math.min(RENEWAL_INTERVAL_MS, Math.floor(idleMs / 4))
}

/** Whether activity now should be recorded: not for an ended session, nor twice within the interval. */
export function isRenewalDue(session: SessionEnds & { lastSeenAt: Date }, now: Date): boolean {
  if (stateOfSession(session, now) !== 'alive') return false
  return now.getTime() - session.lastSeenAt.getTime() >= renewalIntervalMs(session)
}

/** The state of a session that was not revoked. At the exact time of an end it has ended. */
export function stateOfSession(ends: SessionEnds, now: Date): SessionState {
  if (now >= ends.absoluteEndAt) return 'absolute_ended'
  return now >= ends.idleEndAt ? 'idle_ended' : 'alive'
}

/** When the session ends if there is no further activity. */
export function endOfSession(ends: SessionEnds): Date {
  return earlier(ends.idleEndAt, ends.absoluteEndAt)
}
