import 'server-only'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { env } from '@/lib/env'
import { signInPath } from '@/lib/domain/site/redirects'
import { recordRefusedAccess, type AdminArea } from '@/lib/services/admin/refused-access'
import { DependencyUnavailable } from '@/lib/platform/unavailable'
import { clientInfoOf } from './request-context'
import { sessionStateOf } from './session-token'
import type { Viewer } from '@/lib/services/viewer'
import { viewerOf } from './viewer'
import { INTERNAL_HEADERS } from '@/lib/domain/site/internal-headers'
import { isAdministrator } from '@/lib/domain/accounts/roles'

/**
 * The signed-in user of this request, for pages, actions and route handlers. Checks the cookie the same
 * way as the middleware. Role and status come from the database row, never from the cookie.
 *
 * @returns null when signed out
 * @throws DependencyUnavailable when the session cannot be checked
 */
export async function readViewer(): Promise<Viewer | null> {
  const state = await sessionStateOf((await headers()).get('cookie') ?? '')
  if (state.is === 'unavailable') throw new DependencyUnavailable('database')
  return state.is === 'alive' ? viewerOf(state.session) : null
}

/** The first line of every protected page and action. Redirects to the sign-in page when signed out. */
export async function requireViewer(): Promise<Viewer> {
  const viewer = await readViewer()
  if (viewer) return viewer
  const path = (await headers()).get(INTERNAL_HEADERS.path)
  // Without the middleware the requested path is unknown.
  redirect(signInPath(path ?? env().AFTER_SIGN_IN))
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
