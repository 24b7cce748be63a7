import type { AccountColumns } from '@/lib/data/users/account-columns'
import type { BindingColumns } from '@/lib/domain/sessions/session-binding'

export type SessionColumns = BindingColumns & {
  id: string
  createdAt: Date
  lastSeenAt: Date
  idleEndAt: Date
  absoluteEndAt: Date
  remember: boolean
  address: string
  userAgent: string
  provedAt: Date
  /** A sign-in method, or what another version wrote. */
  method: string
  /** Whether it tells its owner that an earlier session was ended because its cookie was copied. */
  tellsOfCopy: boolean
}

export const SESSION = {
  id: true,
  createdAt: true,
  lastSeenAt: true,
  idleEndAt: true,
  absoluteEndAt: true,
  remember: true,
  address: true,
  userAgent: true,
  provedAt: true,
  method: true,
  tellsOfCopy: true,
  boundAt: true,
  boundId: true,
  boundHash: true,
  boundUntil: true,
  earlierHash: true,
  earlierUntil: true,
  boundShownAt: true,
  boundAddress: true,
  boundUserAgent: true,
} as const satisfies Record<keyof SessionColumns, true>

/** The condition for an open session: not revoked, and before its idle and absolute ends. */
export const openAt = (now: Date) => ({
  revokedAt: null,
  idleEndAt: { gt: now },
  absoluteEndAt: { gt: now },
})

/** An open session and its user, as of the last read from the database. */
export type OpenSession = Readonly<
  SessionColumns & {
    user: AccountColumns
    /** When it ends if there is no further activity. */
    endsAt: Date
  }
>
