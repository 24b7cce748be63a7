import type { NextAuthConfig, User } from 'next-auth'
import type { JWT } from 'next-auth/jwt'
import { judgeAccount } from '@/lib/domain/accounts/account-state'
import { safeRedirectPath } from '@/lib/domain/site/redirects'
import { env } from '@/lib/env'
import { accountRules } from '@/lib/services/settings'
import { renewIfDue } from '@/lib/services/sessions/renew-session'
import { isUnavailable, unavailableIn } from '@/lib/platform/unavailable'
import { landingPathOfAnyRole } from './landing-path'
import { sessionVerdict } from './live-session'
import { SignInRefused, SignInUnavailable } from './refusals'
import { currentSessionRequest } from './session-request'
import { MS_PER_SECOND } from '@/lib/domain/time'

type Callbacks = Required<
  Pick<NonNullable<NextAuthConfig['callbacks']>, 'signIn' | 'redirect' | 'jwt' | 'session'>
>

export const callbacks: Callbacks = {
  /** Applies the same rule as the sign-in service, so that no other provider can skip it. */
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

  /** Runs on nearly every request with an untrusted URL, so it must never throw. */
  redirect({ url }) {
    return `${env().AUTH_URL}${safeRedirectPath(ownPath(url), landingPathOfAnyRole())}`
  },

  async jwt({ token, user, trigger }) {
    if (trigger === 'signIn') return openSessionToken(user)
    // `session`, which a client may send with "update", is never read.
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

/** The path of a URL on this site. Other URLs are returned unchanged, to be refused. */
function ownPath(url: string): string {
  const origin = env().AUTH_URL
  return url === origin || url.startsWith(`${origin}/`) ? url.slice(origin.length) || '/' : url
}

async function openSessionToken(user: User): Promise<JWT> {
  // Loaded with the first sign-in; every page loads this file.
  const { openSession } = await import('@/lib/services/sessions/sessions')
  const { SecondFactorRefused } = await import('@/lib/services/two-factor/take-second-factor')
  try {
    const { id = '', role, signInRestartedAt, attempt, secondFactor, request } = user
    const session = await openSession(
      { id, signInRestartedAt },
      { ...request, attempt, secondFactor },
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
    // Auth.js would otherwise report success without setting a cookie.
    const dependency = unavailableIn(error)
    if (dependency) throw new SignInUnavailable(dependency)
    if (error instanceof SecondFactorRefused) throw new SignInRefused({ code: error.code })
    throw error
  }
}

/** @returns null for an ended session, which makes Auth.js clear the cookie */
async function readToken(token: JWT, isActivity: boolean): Promise<JWT | null> {
  try {
    const verdict = await sessionVerdict(token.sessionId, currentSessionRequest())
    if (verdict.is !== 'alive') return null
    const live = isActivity ? await renewIfDue(verdict.session, new Date()) : verdict.session
    return { ...token, role: live.user.role, live }
  } catch (error) {
    // Throwing here would clear the cookie and sign everyone out during a short outage.
    if (isUnavailable(error)) return { ...token, live: null }
    throw error
  }
}

/**
 * Neither signed in nor signed out: no user, so that nothing is permitted, and a flag that makes the
 * handlers respond with 503. `user` is set explicitly, because Auth.js would otherwise insert the
 * token.
 */
function unavailableSession(expires: string, sessionId: string) {
  return { user: undefined, expires, sessionId, unavailable: true } as never
}
