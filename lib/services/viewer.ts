import type { LiveSession } from './sessions/sessions'
import type { Role } from '@/lib/domain/accounts/roles'

declare const brand: unique symbol
declare const proven: unique symbol

export type SessionView = Omit<LiveSession, 'user'>

/**
 * Whoever asks, proven, with what every page needs of them; the rest is `readProfile`'s. Only the guards make one, so a forgotten check is a type error.
 */
export type Viewer = {
  readonly [brand]: 'Viewer'
  id: string
  name: string
  username: string
  email: string
  image: string | null
  role: Role
  session: SessionView
}

/**
 * A viewer who has given the password lately. Only `requireRecentProof` makes one, so what must not
 * be done with a borrowed session cannot be called without asking.
 */
export type ProvenViewer = Viewer & { readonly [proven]: true }
