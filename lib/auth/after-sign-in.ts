import 'server-only'
import { cookieOptions, twoFactorCookieName } from './cookies'
import { deviceCookieAfter } from './device-cookie'
import { endSessionOf } from './end-session-of'
import { clearedBoundCookies } from './bound-cookie'
import { bindingOffer } from './session-binding'
import { readToken } from './session-token'
import type { NewCookie } from './set-cookie'
import { clearedFirstStepCookie, readFirstStep } from './two-factor-cookie'
import { cookieIn } from '@/lib/domain/site/cookie-header'
import { MS_PER_SECOND } from '@/lib/domain/time'

type FinishedSignIn = { cookies: NewCookie[]; offer: ReturnType<typeof bindingOffer> }

/**
 * Completes a sign-in after Auth.js has created the session cookie, for every way of signing in:
 *
 * - sets the cookie's expiry from the token; Auth.js gives every cookie the longest lifetime
 * - ends the session this browser had before; nothing else would
 * - marks the browser as known, and forgets the first of two steps
 * - offers the browser to bind the session to its device, and forgets an earlier session's bound cookie
 *
 * @param sent the headers of the sign-in request
 * @returns the cookies to set, none when the new one is not a session; and the header with the offer
 */
export async function finishSignIn(
  sent: Headers,
  sessionCookie: { name: string; value: string },
  now: Date,
): Promise<FinishedSignIn> {
  const { name, value } = sessionCookie
  const token = readToken(`${name}=${value}`)
  if (!token) return { cookies: [], offer: null }
  const cookieHeader = sent.get('cookie') ?? ''
  await endSessionOf(sent, 'replaced', now, token.sessionId)
  const expires = new Date(token.absoluteEnd * MS_PER_SECOND)
  const firstStep = readFirstStep(cookieHeader, now)
  const cookies = [
    { name, value, options: { ...cookieOptions(), expires } },
    deviceCookieAfter(cookieHeader, token.id, now, firstStep?.deviceId),
    ...(cookieIn(cookieHeader, twoFactorCookieName()) === null ? [] : [clearedFirstStepCookie()]),
    ...clearedBoundCookies(cookieHeader),
  ]
  return { cookies, offer: bindingOffer(token.sessionId, now) }
}
