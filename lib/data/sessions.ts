import type { Database } from './prisma'

const SESSION = {
  id: true,
  createdAt: true,
  lastSeenAt: true,
  idleEndAt: true,
  absoluteEndAt: true,
  remember: true,
  address: true,
  userAgent: true,
} as const

export type NewSession = {
  id: string
  userId: string
  createdAt: Date
  lastSeenAt: Date
  idleEndAt: Date
  absoluteEndAt: Date
  remember: boolean
  address: string
  userAgent: string
}

export async function createSession(database: Database, session: NewSession) {
  return database.session.create({ data: session, select: SESSION })
}

/**
 * A session that has neither ended nor been ended, with its user as the database knows them now.
 *
 * @returns null when it is unknown, revoked or past one of its ends
 */
export async function findOpenSession(database: Database, sessionId: string, now: Date) {
  return database.session.findUnique({
    where: {
      id: sessionId,
      revokedAt: null,
      idleEndAt: { gt: now },
      absoluteEndAt: { gt: now },
    },
    select: {
      ...SESSION,
      user: {
        select: {
          id: true,
          name: true,
          username: true,
          email: true,
          image: true,
          role: true,
          emailVerifiedAt: true,
          disabledAt: true,
        },
      },
    },
  })
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
      revokedAt: null,
      lastSeenAt: { lte: renewal.seenBefore },
      idleEndAt: { gt: renewal.now },
      absoluteEndAt: { gt: renewal.now },
    },
    data: { lastSeenAt: renewal.now, idleEndAt: renewal.idleEndAt },
  })
  return count === 1
}

/** @returns false when there was nothing left to end */
export async function revokeSession(
  database: Database,
  sessionId: string,
  now: Date,
): Promise<boolean> {
  const { count } = await database.session.updateMany({
    where: { id: sessionId, revokedAt: null },
    data: { revokedAt: now },
  })
  return count === 1
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

export async function countOpenSessions(database: Database, now: Date): Promise<number> {
  return database.session.count({
    where: { revokedAt: null, idleEndAt: { gt: now }, absoluteEndAt: { gt: now } },
  })
}
