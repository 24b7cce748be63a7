import 'server-only'
import { endSession } from '@/lib/services/sessions/sessions'
import { cookieOptions } from './cookies'
import { deviceCookieAfter } from './device-cookie'
import { clientInfoOf } from './request-context'
import { readToken } from './session-token'
import type { NewCookie } from './set-cookie'
import { MS_PER_SECOND } from '@/lib/domain/time'

/**
 * What is left to do once Auth.js has made a session cookie, whichever way the sign-in came.
 *
 * - Auth.js gives every cookie the longest lifetime there is; the token knows its own.
 * - The session this browser had before is over: nothing would ever end it otherwise.
 * - The browser is known from now on.
 *
 * @param sent the headers of the request that signed in
 * @returns the cookies to set; none when the new one is not a session
 */
export async function finishSignIn(
  sent: Headers,
  sessionCookie: { name: string; value: string },
  now: Date,
): Promise<NewCookie[]> {
  const { name, value } = sessionCookie
  const token = readToken(`${name}=${value}`)
  if (!token) return []
  const cookieHeader = sent.get('cookie') ?? ''
  const replaced = readToken(cookieHeader)
  if (replaced && replaced.sessionId !== token.sessionId) {
    await endSession(replaced.sessionId, { reason: 'replaced', ...clientInfoOf(sent) }, now)
  }
  const expires = new Date(token.absoluteEnd * MS_PER_SECOND)
  return [
    { name, value, options: { ...cookieOptions(), expires } },
    deviceCookieAfter(cookieHeader, token.id, now),
  ]
}
