import type { DefaultSession, DefaultUser } from 'next-auth'
// The real import is what makes the augmentation below merge.
import type {} from 'next-auth/jwt'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import type { LiveSession } from '@/lib/services/sessions/sessions'
import type { SuccessfulAttempt } from '@/lib/services/sign-in/counted-attempts'
import type { SecondFactorOfSignIn } from '@/lib/services/two-factor/take-second-factor'
import type { Role } from '@/lib/domain/accounts/roles'

declare module 'next-auth' {
  /** Exactly what the browser may see: the contract of `GET /api/auth/session`. */
  interface Session {
    user: {
      id: string
      name: string
      username: string
      email: string
      image: string | null
      role: Role
    }
    /** The earlier of the idle and the absolute end. */
    expires: DefaultSession['expires']
    sessionId: string
  }

  /** What `authorize` hands to the callbacks; it goes nowhere else. */
  interface User extends DefaultUser {
    role: Role
    emailVerifiedAt: Date | null
    disabledAt: Date | null
    disabledUntil: Date | null
    signInRestartedAt: Date | null
    twoFactorEnabledAt: Date | null
    passkeysEnabledAt: Date | null
    attempt: SuccessfulAttempt
    secondFactor: SecondFactorOfSignIn | null
    request: ClientInfo & { remember: boolean }
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    id: string
    role: Role
    sessionId: string
    /** Seconds since the epoch: the session's absolute end, which becomes the token's `exp`. */
    absoluteEnd: number
    /**
     * What the row said at this request; never written into the cookie. Null: it could not be
     * asked.
     */
    live?: LiveSession | null
  }
}
