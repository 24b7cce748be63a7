import { SESSION, type SessionColumns } from './session-columns'
import type { BindingColumns } from '@/lib/domain/sessions/session-binding'
import { revokeApiTokens } from '@/lib/data/tokens/api-tokens'
import { prepared } from '@/lib/data/database/pool'
import type { Database } from '@/lib/data/database/prisma'
import { sessionCacheKey, sessionCache } from './session-cache'

export type NewSession = Omit<SessionColumns, keyof BindingColumns | 'tellsOfCopy'> & {
  userId: string
  tellsOfCopy?: boolean
}

export async function createSession(database: Database, session: NewSession) {
  return database.session.create({ data: session, select: SESSION })
}

const RENEW = `
  UPDATE sessions SET "lastSeenAt" = $3, "idleEndAt" = $4
   WHERE id = $1 AND "lastSeenAt" <= $2 AND "revokedAt" IS NULL
     AND "idleEndAt" > $3 AND "absoluteEndAt" > $3
  RETURNING id`

/**
 * Extends the idle end of an open session.
 *
 * @param renewal.seenBefore only a session last seen at or before this time is renewed, so that
 *   concurrent requests cause one write
 * @returns false when it was seen more recently, or is no longer open
 */
export async function renewSession(
  sessionId: string,
  renewal: { seenBefore: Date; now: Date; idleEndAt: Date },
): Promise<boolean> {
  const { seenBefore, now, idleEndAt } = renewal
  sessionCache().invalidate({ sessionId })
  const renewed = await prepared('renew-session', RENEW, [sessionId, seenBefore, now, idleEndAt])
  // A later end sends no notification; drop the entry here so that the next look-up reads it.
  sessionCache().sessionChanged(sessionCacheKey(sessionId))
  return renewed.length === 1
}

/**
 * Records that the password was confirmed again in this session.
 *
 * @returns false when it is no longer open
 */
export async function proveSession(
  database: Database,
  sessionId: string,
  now: Date,
): Promise<boolean> {
  const { count } = await database.session.updateMany({
    where: { id: sessionId, revokedAt: null, absoluteEndAt: { gt: now } },
    data: { provedAt: now },
  })
  return count === 1
}

/** Whether a session was neither ended nor reached its absolute end. */
export async function isSessionOpen(
  database: Database,
  sessionId: string,
  now: Date,
): Promise<boolean> {
  const session = await database.session.findFirst({
    where: { id: sessionId, revokedAt: null, absoluteEndAt: { gt: now } },
    select: { id: true },
  })
  return session !== null
}

/** @returns the id of its user; null when it is unknown or already revoked */
export async function revokeSession(
  database: Database,
  sessionId: string,
  now: Date,
): Promise<string | null> {
  const [revoked] = await database.session.updateManyAndReturn({
    where: { id: sessionId, revokedAt: null },
    data: { revokedAt: now },
    select: { userId: true },
  })
  return revoked?.userId ?? null
}

/*
 * Whatever ends the sessions of a user ends their access tokens too: both are a sign-in that lasts.
 */

/** Revokes all sessions of a user. @returns how many were not revoked before */
export async function revokeUserSessions(
  database: Database,
  userId: string,
  now: Date,
): Promise<number> {
  const { count } = await database.session.updateMany({
    where: { userId, revokedAt: null },
    data: { revokedAt: now },
  })
  await revokeApiTokens(database, { userId, now })
  return count
}

/** Revokes all sessions of a user except one. @returns how many were not revoked before */
export async function revokeOtherUserSessions(
  database: Database,
  userId: string,
  keptSessionId: string,
  now: Date,
): Promise<number> {
  const { count } = await database.session.updateMany({
    where: { userId, id: { not: keptSessionId }, revokedAt: null },
    data: { revokedAt: now },
  })
  await revokeApiTokens(database, { userId, now })
  return count
}

/** Revokes every session of every user. @returns how many were not revoked before */
export async function revokeAllSessions(database: Database, now: Date): Promise<number> {
  // It meets the rows in another order than what revokes one user's, and must not wait in a circle.
  await database.$executeRaw`LOCK TABLE sessions IN SHARE ROW EXCLUSIVE MODE`
  const { count } = await database.session.updateMany({
    where: { revokedAt: null },
    data: { revokedAt: now },
  })
  await revokeApiTokens(database, { now })
  return count
}
