import 'server-only'
import type { NextAuthConfig } from 'next-auth'
import Credentials, { type CredentialsConfig } from 'next-auth/providers/credentials'
import { env } from '@/lib/env'
import { log } from '@/lib/platform/log'
import { tracedEach } from '@/lib/platform/tracing'
import { callbacks } from './callbacks'
import { callbackCookieName, cookieOptions, csrfCookieName, sessionCookieName } from './cookies'
import { landingPathOfAnyRole } from './landing-path'
import { jwtOptions } from './session-token'

type Authorize = CredentialsConfig['authorize']

/** What Auth.js calls. `auth()` calls them the same way for a page, in `read-session.ts`. */
export const tracedCallbacks = tracedEach(callbacks)
export const tracedJwt = tracedEach(jwtOptions)

/*
 * Every page loads this file, and few sign in: what only that needs is loaded with the first sign-in.
 */
const authorize: Authorize = async (...given) => (await import('./authorize')).authorize(...given)
const authorizeSecondStep: Authorize = async (...given) =>
  (await import('./authorize-second-step')).authorizeSecondStep(...given)
const authorizePasskey: Authorize = async (...given) =>
  (await import('./authorize-passkey')).authorizePasskey(...given)

/** The Auth.js configuration. `auth.ts` creates the instance from it. */
function buildConfig(): NextAuthConfig {
  const options = cookieOptions()
  return {
    providers: [
      Credentials({ credentials: { identifier: {}, password: {} }, authorize }),
      Credentials({
        id: 'two-factor',
        credentials: { code: {}, recoveryCode: {}, passkey: {}, trust: {} },
        authorize: authorizeSecondStep,
      }),
      Credentials({
        id: 'passkey',
        credentials: { passkey: {}, remember: {} },
        authorize: authorizePasskey,
      }),
    ],
    callbacks: tracedCallbacks,
    jwt: tracedJwt,
    events: tracedEach(events, 'event.'),
    secret: env().AUTH_SECRET,
    trustHost: true,
    // The longest lifetime; each token carries its own.
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

/** Empty handlers: they exist so that the events appear in traces. */
const events = { signIn() {}, signOut() {}, session() {} }

/** Errors any client can cause with an invalid token, form, path or cookie. */
const CAUSED_BY_CLIENTS = ['JWTSessionError', 'MissingCSRF', 'UnknownAction', 'InvalidCallbackUrl']

/** Logs errors of Auth.js. Wrong passwords are not errors, and only real errors get a stack trace. */
function logAuthError(error: Error): void {
  const type = 'type' in error ? String(error.type) : error.name
  if (type === 'CredentialsSignin') return
  if (CAUSED_BY_CLIENTS.includes(type)) {
    log.info({ event: 'auth_refused', type })
    return
  }
  log.error({ event: 'auth_error', type, err: thrownBy(error) })
}

/** The error our own code threw, which Auth.js wraps together with the provider's name. */
function thrownBy(error: Error): unknown {
  const { cause } = error
  return typeof cause === 'object' && cause !== null && 'err' in cause ? cause.err : error
}

let cached: NextAuthConfig | undefined

export function authConfig(): NextAuthConfig {
  return (cached ??= buildConfig())
}
