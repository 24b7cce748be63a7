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
 * The signed-in user behind this request: pages, actions and route handlers ask here, and it reads
 * the cookie as middleware does. Role and status come from the database row, never from the cookie.
 *
 * @returns null when nobody is signed in
 * @throws DependencyUnavailable when the session cannot be checked
 */
export async function readViewer(): Promise<Viewer | null> {
  const state = await sessionStateOf((await headers()).get('cookie') ?? '')
  if (state.is === 'unavailable') throw new DependencyUnavailable('database')
  return state.is === 'alive' ? viewerOf(state.session) : null
}

/** The first line of every protected page and action. Visitors go to the sign-in page and back. */
export async function requireViewer(): Promise<Viewer> {
  const viewer = await readViewer()
  if (viewer) return viewer
  const path = (await headers()).get(INTERNAL_HEADERS.path)
  // Without the middleware nobody says which page was asked for.
  redirect(signInPath(path ?? env().AFTER_SIGN_IN))
}

/**
 * As {@link requireViewer}, for administrators; for everybody else the page does not exist, and that
 * they asked for it is recorded.
 */
export async function requireAdmin(place: AdminArea): Promise<Viewer> {
  const viewer = await requireViewer()
  if (isAdministrator(viewer.role)) return viewer
  await noteRefusal(viewer, place)
  notFound()
}

/** Whose refusal was noted. Next renders the page after its action, with the same headers. */
const noted = new WeakSet<object>()

/** Leaves one event a request about somebody signed in who asked for what is an administrator's. */
export async function noteRefusal(viewer: Viewer, place: AdminArea): Promise<void> {
  const asked = await headers()
  if (noted.has(asked)) return
  noted.add(asked)
  await recordRefusedAccess(viewer, place, clientInfoOf(asked), new Date())
}
