import { replayCookies } from './cookie-jar'
import type { TimelineRequest, TimelineStep } from './timeline'

/** Where a session is, as far as this browser's own requests tell. */
export type SessionLocations = {
  /** In the browser: the sealed cookie. Null when there is none. */
  cookie: { bytes: number | null; value: string | null } | null
  /** On the server, while a request lasts: what the opened cookie named. Null before it was opened. */
  opened: { user: string; session: string } | null
  /** In the database: what the row said when it was last asked. */
  row: 'open' | 'ended' | 'none'
}

/** @param isSignedIn what the page itself knows, for a recording that begins in the middle */
export function sessionLocations(
  timeline: readonly TimelineRequest[],
  isSignedIn: boolean,
): SessionLocations {
  const steps = timeline.flatMap((request) => request.steps)
  const held = replayCookies(timeline).jar.find(({ name }) => name === 'session')
  const isGone = steps.findLast(isSessionCookie)?.out.change === 'cleared'
  const isHeld = held !== undefined || (isSignedIn && !isGone)
  const decoded = isHeld ? steps.findLast(({ step, out }) => step === 'decode' && out.valid) : null
  const asked = steps.findLast(({ step }) => step === 'liveness')
  return {
    cookie: isHeld ? { bytes: held?.bytes ?? null, value: held?.value ?? null } : null,
    opened: decoded
      ? { user: String(decoded.out['claim.id']), session: String(decoded.out['claim.sessionId']) }
      : null,
    row: isHeld ? (asked?.out.alive === false ? 'ended' : 'open') : asked ? 'ended' : 'none',
  }
}

const isSessionCookie = ({ step, out }: TimelineStep) =>
  step === 'setCookie' && out.name === 'session'
