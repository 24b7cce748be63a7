import { replayCookies } from './cookie-jar'
import type { TimelineRequest, TimelineStep } from './timeline'

/** Where a session is stored, as this browser's own requests show. */
export type SessionLocations = {
  /** On the device: the key that the session is bound to, as far as it was recorded. */
  device: { key: string | null; algorithm: string | null; refreshes: number } | null
  /** In the browser: the encrypted cookie. Null when there is none. */
  cookie: { bytes: number | null; value: string | null } | null
  /** On the server, during a request: what the decrypted cookie named. Null before that. */
  opened: { user: string; session: string } | null
  /** In the database: the state of the row when it was last checked. */
  row: 'open' | 'ended' | 'none'
}

/** @param isSignedIn as the page was rendered, for a recording that begins after the sign-in */
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
  const registered = steps.findLast(({ step, out }) => step === 'bind' && out.bound === true)
  const refreshes = steps.filter(
    ({ step, out }) => step === 'refresh' && out.result === 'refreshed',
  )
  const isBound = isHeld && asked?.out.bound === true
  return {
    device: isBound ? deviceOf(registered, refreshes.length) : null,
    cookie: isHeld ? { bytes: held?.bytes ?? null, value: held?.value ?? null } : null,
    opened: decoded
      ? { user: String(decoded.out['claim.id']), session: String(decoded.out['claim.sessionId']) }
      : null,
    row: isHeld ? (asked?.out.alive === false ? 'ended' : 'open') : asked ? 'ended' : 'none',
  }
}

function deviceOf(registered: TimelineStep | undefined, refreshes: number) {
  const { key = null, algorithm = null } = registered?.in ?? {}
  const textOf = (value: unknown) => (typeof value === 'string' ? value : null)
  return { key: textOf(key), algorithm: textOf(algorithm), refreshes }
}

const isSessionCookie = ({ step, out }: TimelineStep) =>
  step === 'setCookie' && out.name === 'session'
