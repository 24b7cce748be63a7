import type { Session } from 'next-auth'
import { cookieIn } from '@/lib/domain/site/cookie-header'
import { env } from '@/lib/env'
import { tracedCallbacks, tracedJwt } from './config'
import { sessionCookieName } from './cookies'
import { withSessionRequest } from './session-request'

type JwtParams = Parameters<typeof tracedCallbacks.jwt>[0]
type SessionParams = Parameters<typeof tracedCallbacks.session>[0]

/**
 * The session Auth.js would read from a request: its `decode`, `jwt` and `session`, called as
 * it calls them. Auth.js itself creates a request, a response and their streams around these three
 * calls, half a millisecond a page (decision 0018).
 *
 * @returns null when nobody is signed in; the mark of `session` when nobody can tell
 */
export async function readSession(headers: Headers): Promise<Session | null> {
  return withSessionRequest(headers, () => read(headers.get('cookie') ?? ''))
}

async function read(cookieHeader: string): Promise<Session | null> {
  const salt = sessionCookieName()
  const cookie = cookieIn(cookieHeader, salt)
  if (cookie === null) return null
  const payload = await tracedJwt.decode({ token: cookie, secret: env().AUTH_SECRET, salt })
  if (!payload) return null
  // Auth.js, too, names no user and no trigger for a read, whatever its types say.
  const token = await tracedCallbacks.jwt({ token: payload } as JwtParams)
  if (!token) return null
  const { name = null, email = null, picture = null } = token
  const session = { user: { name, email, image: picture }, expires: new Date(0).toISOString() }
  return (await tracedCallbacks.session({ session, token } as SessionParams)) as Session
}
