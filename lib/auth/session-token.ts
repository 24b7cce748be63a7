import type { NextAuthConfig } from 'next-auth'
import type { JWT } from 'next-auth/jwt'
import { cookieIn } from '@/lib/domain/site/cookie-header'
import { env } from '@/lib/env'
import type { LiveSession } from '@/lib/services/sessions/judge-session'
import { isUnavailable } from '@/lib/platform/unavailable'
import { sessionCookieName } from './cookies'
import { sessionVerdict } from './live-session'
import { sessionRequestOf } from './session-request'
import { decodeSessionToken, encodeSessionToken } from './session-jwe'
import { MS_PER_SECOND } from '@/lib/domain/time'

/** Placeholder for a cookie that is not rewritten. */
const UNCHANGED = 'unchanged'

/**
 * Encodes only the allowed claims, with the session's own absolute end instead of one lifetime for all.
 *
 * Auth.js rewrites the cookie whenever it is read. Here reading never renews it, so a token that was
 * just read (it has `live`) is not encrypted again, and the handlers drop the cookie that would carry
 * it.
 */
export const jwtOptions = {
  async encode(params) {
    const { id, role, sessionId, absoluteEnd, live } = params.token as JWT
    if (live !== undefined) return UNCHANGED
    const maxAge = Math.max(0, absoluteEnd - Math.floor(Date.now() / MS_PER_SECOND))
    const token = { sub: id, id, role, sessionId, absoluteEnd }
    return encodeSessionToken({ ...params, token, maxAge })
  },
  async decode(params) {
    return decodeSessionToken(params)
  },
} satisfies NonNullable<NextAuthConfig['jwt']>

/** The claims of the session cookie; null when it is missing, invalid or expired. */
export function readToken(cookieHeader: string): JWT | null {
  const name = sessionCookieName()
  const value = cookieIn(cookieHeader, name)
  if (value === null) return null
  const token = decodeSessionToken({ token: value, secret: env().AUTH_SECRET, salt: name })
  return token && typeof token.sessionId === 'string' ? token : null
}

/** `unproven`: it goes on elsewhere, but this request does not show its device. */
export type SessionState =
  | { is: 'absent' }
  | { is: 'dead'; sessionId?: string }
  | { is: 'unproven'; why: 'stale' | 'unproven' }
  | { is: 'unavailable' }
  | { is: 'alive'; session: LiveSession }

/** The state of a request's session. Never throws because of anything a client sends. */
export async function sessionStateOf(headers: Headers): Promise<SessionState> {
  const cookieHeader = headers.get('cookie') ?? ''
  if (cookieIn(cookieHeader, sessionCookieName()) === null) return { is: 'absent' }
  const token = readToken(cookieHeader)
  if (!token) return { is: 'dead' }
  try {
    const verdict = await sessionVerdict(token.sessionId, sessionRequestOf(headers))
    return verdict.is === 'ended' ? { is: 'dead', sessionId: token.sessionId } : verdict
  } catch (error) {
    if (isUnavailable(error)) return { is: 'unavailable' }
    throw error
  }
}
