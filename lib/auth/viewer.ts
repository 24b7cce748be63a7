import type { LiveSession } from '@/lib/services/sessions/sessions'
import type { Viewer } from '@/lib/services/viewer'

/** Only for the guards, after they have checked the session. */
export function viewerOf({ user, ...session }: LiveSession): Viewer {
  const { id, name, username, email, image, role } = user
  return { id, name, username, email, image, role, session } as Viewer
}
