import type { NextAuthConfig } from 'next-auth'
import { decode, encode, getToken, type JWT } from 'next-auth/jwt'
import { env } from '@/lib/env'
import { checkSession, renewIfDue, type LiveSession } from '@/lib/services/sessions'
import { isUnavailable } from '@/lib/unavailable'
import { sessionCookieName } from './cookies'

const MS_PER_SECOND = 1000

/** Stands for the cookie a read leaves as it is. */
const UNCHANGED = 'unchanged'

/**
 * How the cookie is written: the claims it may carry, and the session's own absolute end instead of
 * one lifetime for all.
 *
 * Auth.js writes it anew at every read. Here a read never renews it, so a token that was just read
 * (it has `live`) is not encrypted again; the handlers drop the cookie that would carry it.
 */
export const jwtOptions = {
  async encode(params) {
    const { sub, id, role, sessionId, absoluteEnd, live } = params.token as JWT
    if (live !== undefined) return UNCHANGED
    const maxAge = Math.max(0, absoluteEnd - Math.floor(Date.now() / MS_PER_SECOND))
    return encode({ ...params, token: { sub, id, role, sessionId, absoluteEnd }, maxAge })
  },
  decode,
} satisfies NonNullable<NextAuthConfig['jwt']>

/** The claims of a session cookie; null when there is none, or it is not ours, altered or over. */
export async function readToken(cookieHeader: string): Promise<JWT | null> {
  const token = await getToken({
    // Only the cookie: a bearer token is no way into a page.
    req: { headers: new Headers({ cookie: cookieHeader }) },
    cookieName: sessionCookieName(),
    salt: sessionCookieName(),
    secret: env().AUTH_SECRET,
  })
  return token && typeof token.sessionId === 'string' ? token : null
}

export type SessionState =
  { is: 'absent' } | { is: 'dead' } | { is: 'unavailable' } | { is: 'alive'; session: LiveSession }

/** What the cookie of a request is worth right now. Never throws for anything a client sends. */
export async function sessionStateOf(cookieHeader: string, now: Date): Promise<SessionState> {
  if (!cookieHeader.includes(sessionCookieName())) return { is: 'absent' }
  const token = await readToken(cookieHeader)
  if (!token) return { is: 'dead' }
  try {
    const session = await checkSession(token.sessionId, now)
    return session ? { is: 'alive', session } : { is: 'dead' }
  } catch (error) {
    if (isUnavailable(error)) return { is: 'unavailable' }
    throw error
  }
}

/** Renews the session of an active person. The renewal can wait for the next page, the page cannot. */
export async function noteActivity(session: LiveSession, now: Date): Promise<void> {
  try {
    await renewIfDue(session, now)
  } catch (error) {
    if (!isUnavailable(error)) throw error
  }
}
