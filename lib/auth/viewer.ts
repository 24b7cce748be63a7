import type { LiveSession } from '@/lib/services/sessions/sessions'
import type { Viewer } from '@/lib/services/viewer'

/** For the guards alone, after the session was found alive. */
export function viewerOf({ user, ...session }: LiveSession): Viewer {
  const { id, name, username, email, image, role } = user
  return { id, name, username, email, image, role, session } as Viewer
}
