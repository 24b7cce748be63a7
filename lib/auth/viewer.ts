import type { LiveSession } from '@/lib/services/sessions'

declare const brand: unique symbol

export type SessionView = Omit<LiveSession, 'user'>

/**
 * Whoever asks, proven. Only the guards make one, so a forgotten check is a type error.
 */
export type Viewer = {
  readonly [brand]: 'Viewer'
  id: string
  name: string
  username: string
  email: string
  image: string | null
  role: 'USER' | 'ADMIN'
  session: SessionView
}

/** For the guards alone, after the session was found alive. */
export function viewerOf({ user, ...session }: LiveSession): Viewer {
  const { id, name, username, email, image, role } = user
  return { id, name, username, email, image, role, session } as Viewer
}
