import 'server-only'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { env } from '@/lib/env'
import { setUpTwoFactorPath, signInPath } from '@/lib/domain/site/redirects'
import { recordRefusedAccess, type AdminArea } from '@/lib/services/admin/refused-access'
import { DependencyUnavailable } from '@/lib/platform/unavailable'
import { clientInfoOf } from './request-context'
import { sessionStateOf } from './session-token'
import { isTwoFactorRequired } from './two-factor-rule'
import type { Viewer } from '@/lib/services/viewer'
import { viewerOf } from './viewer'
import { INTERNAL_HEADERS } from '@/lib/platform/internal-headers'
import { isAdministrator } from '@/lib/domain/accounts/roles'

/**
 * The signed-in user of this request, for pages, actions and route handlers. Checks the cookie the same
 * way as the middleware. Role and status come from the database row, never from the cookie.
 *
 * @returns null when signed out, and while two-factor must be set up first
 * @throws DependencyUnavailable when the session cannot be checked
 */
export async function readViewer(): Promise<Viewer | null> {
  const viewer = await readSignedIn()
  return viewer && isTwoFactorRequired(viewer) ? null : viewer
}

/** As {@link readViewer}, whether or not two-factor must be set up first: opens nothing. */
export async function readSignedIn(): Promise<Viewer | null> {
  const state = await sessionStateOf(await headers())
  if (state.is === 'unavailable') throw new DependencyUnavailable('database')
  return state.is === 'alive' ? viewerOf(state.session) : null
}

/**
 * The first line of every protected page and action. Redirects to the sign-in page when signed out, and
 * to the page that sets up two-factor whoever must have it and has not.
 */
export async function requireViewer(): Promise<Viewer> {
  const viewer = await requireSignedIn()
  if (isTwoFactorRequired(viewer)) redirect(setUpTwoFactorPath(await askedPath()))
  return viewer
}

/** As {@link requireViewer}, for the pages on which two-factor is set up. */
export async function requireSignedIn(): Promise<Viewer> {
  const viewer = await readSignedIn()
  if (viewer) return viewer
  redirect(signInPath(await askedPath()))
}

async function askedPath(): Promise<string> {
  // Without the middleware the requested path is unknown.
  return (await headers()).get(INTERNAL_HEADERS.path) ?? env().AFTER_SIGN_IN
}

/**
 * As {@link requireViewer}, for administrators. All other users get a 404, and the attempt is recorded.
 *
 * @public for pages of an adopter's own
 */
export async function requireAdmin(area: AdminArea): Promise<Viewer> {
  const viewer = await requireViewer()
  if (isAdministrator(viewer.role)) return viewer
  await recordRefusal(viewer, area)
  notFound()
}

/** Requests already recorded. Next.js renders the page after its action, with the same headers. */
const recorded = new WeakSet<object>()

/** Records, once per request, that a user without the role requested something for administrators. */
export async function recordRefusal(viewer: Viewer, area: AdminArea): Promise<void> {
  const requestHeaders = await headers()
  if (recorded.has(requestHeaders)) return
  recorded.add(requestHeaders)
  await recordRefusedAccess(viewer, area, clientInfoOf(requestHeaders), new Date())
}
