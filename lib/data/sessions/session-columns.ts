import type { AccountColumns } from '@/lib/data/users/account-columns'

export type SessionColumns = {
  id: string
  createdAt: Date
  lastSeenAt: Date
  idleEndAt: Date
  absoluteEndAt: Date
  remember: boolean
  address: string
  userAgent: string
  provedAt: Date
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
} as const satisfies Record<keyof SessionColumns, true>

/** Of sessions: neither ended by anybody nor past one of its ends. */
export const openAt = (now: Date) => ({
  revokedAt: null,
  idleEndAt: { gt: now },
  absoluteEndAt: { gt: now },
})

/** An open session and its user, as the database knew both when it was last asked. */
export type OpenSession = Readonly<SessionColumns & { user: AccountColumns }>
