import { hashToken } from '@/lib/crypto/random-token'
import { openAt, SESSION, type SessionColumns } from './session-columns'
import type { Database } from '@/lib/data/database/prisma'

/**
 * A session as its owner sees it. Session ids are what cookies carry, so outside the database a
 * device goes by the SHA-256 of one: enough to point at it, useless to anybody else.
 */
export type Device = Omit<SessionColumns, 'id'> & { deviceId: string }

const openSessionsOf = (userId: string, now: Date) => ({ userId, ...openAt(now) })

/** A person's open sessions but one, the last used first. */
export async function listOtherDevices(
  database: Database,
  owner: { userId: string; exceptSessionId: string },
  { now, limit, offset }: { now: Date; limit: number; offset: number },
): Promise<Device[]> {
  const rows = await database.session.findMany({
    where: { ...openSessionsOf(owner.userId, now), id: { not: owner.exceptSessionId } },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'asc' }],
    skip: offset,
    take: limit,
    select: SESSION,
  })
  return rows.map(({ id, ...session }) => ({ deviceId: hashToken(id), ...session }))
}

/** How many open sessions a person has but one. */
export async function countOtherDevices(
  database: Database,
  owner: { userId: string; exceptSessionId: string },
  now: Date,
): Promise<number> {
  return database.session.count({
    where: { ...openSessionsOf(owner.userId, now), id: { not: owner.exceptSessionId } },
  })
}

/**
 * The session behind a device id, if it is this person's own, in whatever state.
 *
 * @returns null when it is unknown, or somebody else's
 */
export async function findOwnSessionId(
  database: Database,
  { userId, deviceId }: { userId: string; deviceId: string },
): Promise<string | null> {
  const rows = await database.$queryRaw<{ id: string }[]>`
    SELECT id FROM sessions
     WHERE "userId" = ${userId}::uuid AND encode(sha256(convert_to(id, 'UTF8')), 'hex') = ${deviceId}`
  return rows[0]?.id ?? null
}

/** @returns false when it was over already */
export async function revokeOwnSession(
  database: Database,
  { userId, sessionId }: { userId: string; sessionId: string },
  now: Date,
): Promise<boolean> {
  const { count } = await database.session.updateMany({
    where: { ...openSessionsOf(userId, now), id: sessionId },
    data: { revokedAt: now },
  })
  return count === 1
}

/** Ends every open session of a person but one. @returns how many there were */
export async function revokeOtherDevices(
  database: Database,
  owner: { userId: string; exceptSessionId: string },
  now: Date,
): Promise<number> {
  const { count } = await database.session.updateMany({
    where: { ...openSessionsOf(owner.userId, now), id: { not: owner.exceptSessionId } },
    data: { revokedAt: now },
  })
  return count
}
