import type { Role } from '@/lib/domain/accounts/roles'

/** A user's identity, and what decides whether they may sign in. */
export type AccountColumns = {
  id: string
  name: string
  username: string
  email: string
  image: string | null
  role: Role
  emailVerifiedAt: Date | null
  disabledAt: Date | null
  disabledUntil: Date | null
  /** Null while a sign-in takes no second factor. */
  twoFactorEnabledAt: Date | null
  /** Null while there is no passkey. */
  passkeysEnabledAt: Date | null
  /** When a passkey was last offered; null while it never was. */
  passkeyOfferedAt: Date | null
}

export const ACCOUNT = {
  id: true,
  name: true,
  username: true,
  email: true,
  image: true,
  role: true,
  emailVerifiedAt: true,
  disabledAt: true,
  disabledUntil: true,
  twoFactorEnabledAt: true,
  passkeysEnabledAt: true,
  passkeyOfferedAt: true,
} as const satisfies Record<keyof AccountColumns, true>
