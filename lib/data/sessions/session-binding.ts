import type { BindingKey } from '@/lib/crypto/binding-proof'
import type { Database } from '@/lib/data/database/prisma'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import { prepared } from '@/lib/data/database/pool'
import { sessionCache } from './session-cache'
import { openAt } from './session-columns'

/* What binds a session to its device. The columns that decide a request are read with the session. */

const UNBOUND = {
  boundAt: null,
  boundId: null,
  boundHash: null,
  boundUntil: null,
  earlierHash: null,
  earlierUntil: null,
  boundShownAt: null,
  boundAddress: null,
  boundUserAgent: null,
} as const

type NewBinding = {
  id: string
  key: BindingKey
  hash: string
  earlierHash: string
  until: Date
  client: ClientInfo
}

const provenBy = ({ address, userAgent }: ClientInfo) => {
  return { boundAddress: address, boundUserAgent: userAgent }
}

/** Binds an open session. @returns false when it is bound already, or open no longer */
export async function bindSession(
  database: Database,
  sessionId: string,
  { id, key, hash, earlierHash, until, client }: NewBinding,
  now: Date,
): Promise<boolean> {
  const { count } = await database.session.updateMany({
    where: { id: sessionId, boundAt: null, ...openAt(now) },
    data: {
      ...{
        boundAt: now,
        boundId: id,
        boundKey: JSON.stringify(key),
        boundHash: hash,
        boundUntil: until,
      },
      ...{ earlierHash, earlierUntil: now },
      ...provenBy(client),
    },
  })
  return count === 1
}

/** The key of a bound session; null when it is not bound. */
export async function findBindingKey(
  database: Database,
  sessionId: string,
): Promise<BindingKey | null> {
  const session = await database.session.findUnique({
    where: { id: sessionId },
    select: { boundKey: true },
  })
  // Written by `bindSession` alone, from a key that was checked.
  return session?.boundKey ? (JSON.parse(session.boundKey) as BindingKey) : null
}

/**
 * Replaces the value of the bound cookie.
 *
 * @param next.earlierHash the value that is replaced
 * @param next.client what proved the key
 * @returns false when another refresh has replaced it, or the session is open no longer
 */
export async function rotateBinding(
  database: Database,
  sessionId: string,
  next: Omit<NewBinding, 'id' | 'key'> & { earlierUntil: Date; shownAt: Date },
  now: Date,
): Promise<boolean> {
  const { count } = await database.session.updateMany({
    where: { id: sessionId, boundHash: next.earlierHash, ...openAt(now) },
    data: {
      ...{ boundHash: next.hash, boundUntil: next.until },
      ...{ earlierHash: next.earlierHash, earlierUntil: next.earlierUntil },
      boundShownAt: next.shownAt,
      ...provenBy(next.client),
    },
  })
  return count === 1
}

/** Records that the browser has the bound cookie: from now on it has to show it. */
export async function markBindingShown(sessionId: string, now: Date): Promise<void> {
  sessionCache().invalidate({ sessionId })
  await prepared(
    'mark-binding-shown',
    'UPDATE sessions SET "boundShownAt" = $2 WHERE id = $1 AND "boundShownAt" IS NULL',
    [sessionId, now],
  )
}

/** Makes a session one that is not bound. */
export async function unbindSession(database: Database, sessionId: string): Promise<void> {
  await database.session.updateMany({
    where: { id: sessionId, boundAt: { not: null } },
    data: { ...UNBOUND },
  })
}

/** Ends a session whose cookie was copied. @returns false when it had ended */
export async function revokeCopiedSession(
  database: Database,
  sessionId: string,
  now: Date,
): Promise<boolean> {
  const { count } = await database.session.updateMany({
    where: { id: sessionId, revokedAt: null },
    data: { revokedAt: now, copiedAt: now },
  })
  return count === 1
}

/** Whether a session was ended because its cookie was copied. */
export async function wasSessionCopied(sessionId: string): Promise<boolean> {
  const copied = await prepared(
    'copied-session',
    'SELECT 1 FROM sessions WHERE id = $1 AND "copiedAt" IS NOT NULL',
    [sessionId],
  )
  return copied.length > 0
}

/** Whether a session of a user was copied, and no later sign-in has been told. */
export async function hasUntoldCopy(database: Database, userId: string): Promise<boolean> {
  const newest = await database.session.findFirst({
    where: { userId, copiedAt: { not: null } },
    orderBy: { copiedAt: 'desc' },
    select: { copiedAt: true },
  })
  if (!newest?.copiedAt) return false
  const told = await database.session.count({
    where: { userId, tellsOfCopy: true, createdAt: { gte: newest.copiedAt } },
  })
  return told === 0
}
