import { traceCookieName } from '@/lib/auth/cookies'
import { cookieIn } from '@/lib/domain/site/cookie-header'
import { readTrace } from './trace-cookie'

/** The recording this browser may read, and nobody else; null while it has none. */
export function recordingOf(cookieHeader: string): string | null {
  const found = readTrace(cookieIn(cookieHeader, traceCookieName()), new Date())
  return found && !found.simulated ? found.recording : null
}
