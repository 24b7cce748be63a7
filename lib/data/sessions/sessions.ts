import { openAt, SESSION, type SessionColumns } from './session-columns'
import type { Database } from '@/lib/data/database/prisma'
import { keyOfSession, sessionMemory } from './session-cache'

export type NewSession = SessionColumns & { userId: string }

export async function createSession(database: Database, session: NewSession) {
  return database.session.create({ data: session, select: SESSION })
}

/**
 * Moves the idle end of an open session.
 *
 * @param renewal.seenBefore renews only a session last seen by this moment, so that many requests
 *   at once make one write
 * @returns false when it was seen since, or is not open any more
 */
export async function renewSession(
  database: Database,
  sessionId: string,
  renewal: { seenBefore: Date; now: Date; idleEndAt: Date },
): Promise<boolean> {
  const { count } = await database.session.updateMany({
    where: {
      id: sessionId,
      lastSeenAt: { lte: renewal.seenBefore },
      ...openAt(renewal.now),
    },
    data: { lastSeenAt: renewal.now, idleEndAt: renewal.idleEndAt },
  })
  // A later end is no news to anybody else; here the next look-up brings it.
  sessionMemory().sessionChanged(keyOfSession(sessionId))
  return count === 1
}

/**
 * The password was given again in this session.
 *
 * @returns false when it is not open any more
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

/** @returns whose it was; null when there was nothing left to end */
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

/** Moves the idle end of an open session nearer; never further away. */
export async function shortenSession(
  database: Database,
  sessionId: string,
  idleEndAt: Date,
): Promise<void> {
  await database.session.updateMany({
    where: { id: sessionId, revokedAt: null, idleEndAt: { gt: idleEndAt } },
    data: { idleEndAt },
  })
}

/** Ends every session of a user. @returns how many were open */
export async function revokeUserSessions(
  database: Database,
  userId: string,
  now: Date,
): Promise<number> {
  const { count } = await database.session.updateMany({
    where: { userId, revokedAt: null },
    data: { revokedAt: now },
  })
  return count
}

/** Ends every session of a user but one. @returns how many were open */
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
  return count
}

/** Ends every session there is. @returns how many were open */
export async function revokeAllSessions(database: Database, now: Date): Promise<number> {
  const { count } = await database.session.updateMany({
    where: { revokedAt: null },
    data: { revokedAt: now },
  })
  return count
}

/** How many sessions are open, counted no further than `limit`. */
export async function countOpenSessions(
  database: Database,
  limit: number,
  now: Date,
): Promise<number> {
  return database.session.count({ where: openAt(now), take: limit })
}
