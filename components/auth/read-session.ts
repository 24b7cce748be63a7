import { seconds } from '@/lib/domain/time'

/** The server's response about this browser's session. */
export type SessionReading =
  | { kind: 'live'; sessionId: string; userId: string; endsAtMs: number }
  | { kind: 'ended' }
  /** No valid response. Never means "signed out". */
  | { kind: 'unknown' }

const TIMEOUT_MS = seconds(10)

/** Reads it without counting as activity. Only a 200 with `null` means that there is no session. */
export async function readSession(): Promise<SessionReading> {
  try {
    const response = await fetch('/api/auth/session', {
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return response.status === 200 ? readingOf(await response.json()) : { kind: 'unknown' }
  } catch {
    return { kind: 'unknown' }
  }
}

function readingOf(body: unknown): SessionReading {
  if (body === null) return { kind: 'ended' }
  if (typeof body !== 'object' || !('user' in body && 'expires' in body && 'sessionId' in body)) {
    return { kind: 'unknown' }
  }
  const { user, expires, sessionId } = body
  const endsAtMs = Date.parse(String(expires))
  if (typeof user !== 'object' || user === null || !('id' in user) || Number.isNaN(endsAtMs)) {
    return { kind: 'unknown' }
  }
  return { kind: 'live', sessionId: String(sessionId), userId: String(user.id), endsAtMs }
}
