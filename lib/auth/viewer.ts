import type { LiveSession } from '@/lib/services/sessions/judge-session'
import type { Caller, Viewer } from '@/lib/services/viewer'
import type { LiveToken } from '@/lib/services/tokens/check-token'

/** Only for the guards, after they have checked the session. */
export function viewerOf({ user, ...session }: LiveSession): Viewer {
  const { id, name, username, email, image, role } = user
  const { twoFactorEnabledAt, passkeysEnabledAt, passkeyOfferedAt } = user
  const factors = { twoFactorEnabledAt, passkeysEnabledAt, passkeyOfferedAt }
  return { id, name, username, email, image, role, ...factors, session } as Viewer
}

/** Only for the guard of handlers, after it has checked the token. */
export function callerOf({ user }: LiveToken): Caller {
  const { id, name, username, email, image, role } = user
  return { id, name, username, email, image, role } as Caller
}
