import 'server-only'
import { endSession } from '@/lib/services/sessions/sessions'
import { sessionVerdict } from './live-session'
import { clientInfoOf } from './request-context'
import { sessionRequestOf } from './session-request'
import { readToken } from './session-token'

/**
 * Ends the session of a request whose browser signs out, or has signed in again. A copied cookie ends it
 * as copied, so that a thief who does this does not hide the copy from its owner.
 *
 * @param exceptId a session that goes on: the new one
 */
export async function endSessionOf(
  sent: Headers,
  reason: 'sign_out' | 'replaced',
  now: Date,
  exceptId?: string,
): Promise<void> {
  const token = readToken(sent.get('cookie') ?? '')
  if (!token || token.sessionId === exceptId) return
  await sessionVerdict(token.sessionId, sessionRequestOf(sent))
  await endSession(token.sessionId, { reason, ...clientInfoOf(sent) }, now)
}
