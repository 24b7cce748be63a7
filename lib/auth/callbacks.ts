import type { NextAuthConfig, User } from 'next-auth'
import type { JWT } from 'next-auth/jwt'
import { judgeAccount } from '@/lib/domain/accounts/account-state'
import { safeRedirectPath } from '@/lib/domain/site/redirects'
import { env } from '@/lib/env'
import { accountRules } from '@/lib/services/settings'
import { openSession, renewIfDue } from '@/lib/services/sessions/sessions'
import { isUnavailable } from '@/lib/platform/unavailable'
import { landingPathOfAnyRole } from './landing-path'
import { liveSession } from './live-session'
import { SignInRefused, SignInUnavailable } from './refusals'
import { MS_PER_SECOND } from '@/lib/domain/time'

type Callbacks = Required<
  Pick<NonNullable<NextAuthConfig['callbacks']>, 'signIn' | 'redirect' | 'jwt' | 'session'>
>

export const callbacks: Callbacks = {
  /** Asks the same rule as the sign-in service, so that no other way in can skip it. */
  signIn({ user }) {
    const { email, emailVerifiedAt = null, disabledAt = null, disabledUntil = null } = user
    const refused = judgeAccount(
      { email: email ?? '', emailVerifiedAt, disabledAt, disabledUntil },
      accountRules(),
      new Date(),
    )
    if (refused) throw new SignInRefused({ code: refused })
    return true
  },

  /** Runs on nearly every request, with whatever address the client sent: must never throw. */
  redirect({ url }) {
    return `${env().AUTH_URL}${safeRedirectPath(ownPath(url), landingPathOfAnyRole())}`
  },

  async jwt({ token, user, trigger }) {
    if (trigger === 'signIn') return openedToken(user)
    // `session`, which a client may send along with "update", is never looked at.
    return readToken(token, trigger === 'update')
  },

  session({ session, token }) {
    const { live } = token
    if (!live) return unavailableSession(session.expires, token.sessionId)
    const { id, name, username, email, image, role } = live.user
    return {
      user: { id, name, username, email, image, role },
      expires: live.endsAt.toISOString(),
      sessionId: live.id,
    }
  },
}

/** The path of an address on this site; an address elsewhere stays as it is, to be refused. */
function ownPath(url: string): string {
  const origin = env().AUTH_URL
  return url === origin || url.startsWith(`${origin}/`) ? url.slice(origin.length) || '/' : url
}

async function openedToken(user: User): Promise<JWT> {
  try {
    const { id = '', role, signInRestartedAt, attempt, request } = user
    const session = await openSession(
      { id, signInRestartedAt },
      { ...request, attempt },
      new Date(),
    )
    if (!session) throw new SignInRefused({ code: 'invalid_credentials' })
    return {
      sub: id,
      id,
      role,
      sessionId: session.id,
      absoluteEnd: Math.floor(session.absoluteEndAt.getTime() / MS_PER_SECOND),
    }
  } catch (error) {
    // A success without a cookie would look like a sign-in that did nothing.
    if (isUnavailable(error)) throw new SignInUnavailable()
    throw error
  }
}

/** @returns null for a dead session, which makes Auth.js clear the cookie */
async function readToken(token: JWT, isActivity: boolean): Promise<JWT | null> {
  try {
    const found = await liveSession(token.sessionId)
    if (!found) return null
    const live = isActivity ? await renewIfDue(found, new Date()) : found
    return { ...token, role: live.user.role, live }
  } catch (error) {
    // Throwing here would clear the cookie and sign everyone out because the database blinked.
    if (isUnavailable(error)) return { ...token, live: null }
    throw error
  }
}

/**
 * Neither signed in nor signed out: no user, so nothing is honoured, and a mark by which the
 * handlers answer 503. `user` is named, since Auth.js would put the whole token in its place.
 */
function unavailableSession(expires: string, sessionId: string) {
  return { user: undefined, expires, sessionId, unavailable: true } as never
}
