import { watchedLiveness } from '@/lib/flow/data-steps'
import { watchedWhenOn } from '@/lib/flow/lazily'
import { prepared } from './pool'
import type { Database } from './prisma'
import { keyOfSession, sessionMemory } from './session-memory'

const SESSION = {
  id: true,
  createdAt: true,
  lastSeenAt: true,
  idleEndAt: true,
  absoluteEndAt: true,
  remember: true,
  address: true,
  userAgent: true,
  provedAt: true,
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
  provedAt: Date
}

export async function createSession(database: Database, session: NewSession) {
  return database.session.create({ data: session, select: SESSION })
}

type OpenSessionRow = {
  id: string
  createdAt: Date
  lastSeenAt: Date
  idleEndAt: Date
  absoluteEndAt: Date
  remember: boolean
  address: string
  userAgent: string
  provedAt: Date
  userId: string
  name: string
  username: string
  email: string
  image: string | null
  role: 'USER' | 'ADMIN'
  emailVerifiedAt: Date | null
  disabledAt: Date | null
  disabledUntil: Date | null
}

const OPEN_SESSION = `
  SELECT s.id, s."createdAt", s."lastSeenAt", s."idleEndAt", s."absoluteEndAt", s.remember,
         s.address, s."userAgent", s."provedAt", u.id AS "userId", u.name, u.username, u.email, u.image, u.role,
         u."emailVerifiedAt", u."disabledAt", u."disabledUntil"
    FROM sessions s JOIN users u ON u.id = s."userId"
   WHERE s.id = $1 AND s."revokedAt" IS NULL
     AND s."idleEndAt" > $2::timestamptz AND s."absoluteEndAt" > $2::timestamptz`

/** An open session and its user, as the database knew both when it was last asked. */
export type OpenSession = Readonly<ReturnType<typeof openSessionOf>>

/**
 * A session that has neither ended nor been ended, with its user as the database knows them now. What
 * it has said is remembered while it tells of every change ({@link SessionNews}).
 *
 * @returns null when it is unknown, revoked or past one of its ends
 */
export const findOpenSession = watchedWhenOn(recallOrAsk, watchedLiveness)

async function recallOrAsk(sessionId: string, now: Date): Promise<OpenSession | null> {
  const memory = sessionMemory()
  const known = memory.recall(sessionId)
  if (known && known.idleEndAt > now && known.absoluteEndAt > now) {
    memory.answers.memory += 1
    return known
  }
  const asked = memory.asking()
  const [row] = await prepared<OpenSessionRow>('open-session', OPEN_SESSION, [sessionId, now])
  if (!row) return null
  const session = openSessionOf(row)
  memory.remember(session, asked)
  return session
}

function openSessionOf(row: OpenSessionRow) {
  const { userId, name, username, email, image, role, ...standingAndSession } = row
  const { emailVerifiedAt, disabledAt, disabledUntil, ...session } = standingAndSession
  const standing = { emailVerifiedAt, disabledAt, disabledUntil }
  return { ...session, user: { id: userId, name, username, email, image, role, ...standing } }
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

export async function countOpenSessions(database: Database, now: Date): Promise<number> {
  return database.session.count({
    where: { revokedAt: null, idleEndAt: { gt: now }, absoluteEndAt: { gt: now } },
  })
}
