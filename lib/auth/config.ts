import 'server-only'
import type { NextAuthConfig } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { env } from '@/lib/env'
import { log } from '@/lib/platform/log'
import { tracedEach } from '@/lib/platform/tracing'
import { callbacks } from './callbacks'
import { callbackCookieName, cookieOptions, csrfCookieName, sessionCookieName } from './cookies'
import { authorize } from './authorize'
import { landingPathOfAnyRole } from './landing-path'
import { jwtOptions } from './session-token'

/** What Auth.js calls; `auth()` calls them the same way for a page, in `read-session.ts`. */
export const tracedCallbacks = tracedEach(callbacks)
export const tracedJwt = tracedEach(jwtOptions)

/** Everything Auth.js is told, except what it is assembled into. See `auth.ts`. */
function buildConfig(): NextAuthConfig {
  const options = cookieOptions()
  return {
    providers: [Credentials({ credentials: { identifier: {}, password: {} }, authorize })],
    callbacks: tracedCallbacks,
    jwt: tracedJwt,
    events: tracedEach(events, 'event.'),
    secret: env().AUTH_SECRET,
    trustHost: true,
    // Each token carries its own end; this is the longest there is.
    session: { strategy: 'jwt', maxAge: env().SESSION_REMEMBER_SECONDS },
    useSecureCookies: env().isHttps,
    cookies: {
      sessionToken: { name: sessionCookieName(), options },
      csrfToken: { name: csrfCookieName(), options },
      callbackUrl: { name: callbackCookieName(), options },
    },
    pages: { signIn: '/sign-in', signOut: landingPathOfAnyRole(), error: '/sign-in' },
    logger: {
      error: logAuthError,
      warn: (code) => log.warn({ event: 'auth_warning', code }),
      // Auth.js's debug output contains request bodies, passwords included.
      debug: () => {},
    },
  }
}

/** Auth.js tells of these; for a trace it is enough that it did. */
const events = { signIn() {}, signOut() {}, session() {} }

/** What anybody can cause by what they send: a token, a form, a path or a cookie that is not ours. */
const CAUSED_BY_CLIENTS = ['JWTSessionError', 'MissingCSRF', 'UnknownAction', 'InvalidCallbackUrl']

/** A wrong password is news, not an error; the stack is kept for what is one. */
function logAuthError(error: Error): void {
  const type = 'type' in error ? String(error.type) : error.name
  if (type === 'CredentialsSignin') return
  if (CAUSED_BY_CLIENTS.includes(type)) {
    log.info({ event: 'auth_refused', type })
    return
  }
  log.error({ event: 'auth_error', type, err: thrownBy(error) })
}

/** Auth.js keeps what our own code threw beside the name of the provider. */
function thrownBy(error: Error): unknown {
  const { cause } = error
  return typeof cause === 'object' && cause !== null && 'err' in cause ? cause.err : error
}

let cached: NextAuthConfig | undefined

export function authConfig(): NextAuthConfig {
  return (cached ??= buildConfig())
}
