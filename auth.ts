import { headers } from 'next/headers'
import NextAuth, { type Session } from 'next-auth'
import { authConfig } from '@/lib/auth/config'
import { readSession } from '@/lib/auth/read-session'
import { oncePerRequest } from '@/lib/platform/request-cache'
import { traced } from '@/lib/platform/tracing'
import { DependencyUnavailable } from '@/lib/platform/unavailable'

/*
 * Auth.js, assembled. The rules live elsewhere:
 *
 * - `lib/auth/config.ts` configures Auth.js: cookies, lifetimes, pages, logging
 * - `lib/auth/authorize.ts` → `lib/services/sign-in/sign-in.ts` checks a password
 * - `lib/auth/callbacks.ts` holds signIn, redirect, jwt and session
 * - `lib/auth/read-session.ts` runs jwt and session for `auth()` on a page
 * - `lib/auth/handlers.ts` wraps the route handler
 * - `lib/auth/guards.ts` tells pages, actions and handlers who is signed in
 */

// The configuration is a function, so that a build needs no environment.
export const { handlers, signIn, signOut } = NextAuth(authConfig)

const readRequest = traced('auth', async () => readSession(await headers()))

/**
 * The session of Auth.js, for server components that display it; its callbacks run once per reading
 * request. Protected pages and actions call `requireViewer()`, which agrees with this.
 *
 * @returns null when signed out
 * @throws DependencyUnavailable when the session cannot be checked
 */
export async function auth(): Promise<Session | null> {
  const session = await oncePerRequest('auth', readRequest)
  // Auth.js signs everyone out when a callback throws, so the `session` callback marks an outage.
  if (session && 'unavailable' in session) throw new DependencyUnavailable('database')
  return typeof session?.user?.id === 'string' ? session : null
}
