import type { LiveSession } from './sessions/judge-session'
import type { Role } from '@/lib/domain/accounts/roles'

declare const brand: unique symbol
declare const proven: unique symbol

export type SessionView = Omit<LiveSession, 'user'>

/**
 * A user verified by a guard, in a browser or through a program's access token. Services that programs
 * may use take this; all others take a {@link Viewer}, which no token can be.
 */
export type Caller = {
  readonly [brand]: 'Caller'
  id: string
  name: string
  username: string
  email: string
  image: string | null
  role: Role
}

/**
 * A signed-in user verified by a guard, with what every page needs; `readProfile` reads the rest. Only
 * guards create one, so a forgotten check is a type error.
 */
export type Viewer = Caller & {
  twoFactorEnabledAt: Date | null
  passkeysEnabledAt: Date | null
  passkeyOfferedAt: Date | null
  session: SessionView
}

/**
 * A viewer who has confirmed the password recently, and the second factor where there is one. Only
 * `requireRecentProof` creates one, so a sensitive action cannot be called without that check.
 */
export type ProvenViewer = Viewer & { readonly [proven]: true }
