import { hashToken } from '@/lib/crypto/random-token'
import { openAt, SESSION, type SessionColumns } from './session-columns'
import { revokeApiTokens } from '@/lib/data/tokens/api-tokens'
import type { Database } from '@/lib/data/database/prisma'

/**
 * A session as its owner sees it. A session id works as a credential, so a device is identified by
 * the id's SHA-256 instead: enough to refer to it, useless for signing in.
 */
export type Device = Omit<SessionColumns, 'id'> & { deviceId: string }

const whereOpen = (userId: string, now: Date) => ({ userId, ...openAt(now) })

/** A user's open sessions except one, most recently used first. */
export async function listOtherDevices(
  database: Database,
  owner: { userId: string; exceptSessionId: string },
  { now, limit, offset }: { now: Date; limit: number; offset: number },
): Promise<Device[]> {
  const rows = await database.session.findMany({
    where: { ...whereOpen(owner.userId, now), id: { not: owner.exceptSessionId } },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'asc' }],
    skip: offset,
    take: limit,
    select: SESSION,
  })
  return rows.map(({ id, ...session }) => ({ deviceId: hashToken(id), ...session }))
}

/** The number of open sessions a user has, except one. */
export async function countOtherDevices(
  database: Database,
  owner: { userId: string; exceptSessionId: string },
  now: Date,
): Promise<number> {
  return database.session.count({
    where: { ...whereOpen(owner.userId, now), id: { not: owner.exceptSessionId } },
  })
}

/**
 * The id of the session behind a device id, open or not.
 *
 * @returns null when it is unknown or belongs to another user
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

/** @returns false when the session had already ended */
export async function revokeOwnSession(
  database: Database,
  { userId, sessionId }: { userId: string; sessionId: string },
  now: Date,
): Promise<boolean> {
  const { count } = await database.session.updateMany({
    where: { ...whereOpen(userId, now), id: sessionId },
    data: { revokedAt: now },
  })
  return count === 1
}

/** Revokes a user's open sessions except one, and their access tokens. @returns how many sessions */
export async function revokeOtherDevices(
  database: Database,
  owner: { userId: string; exceptSessionId: string },
  now: Date,
): Promise<number> {
  const { count } = await database.session.updateMany({
    where: { ...whereOpen(owner.userId, now), id: { not: owner.exceptSessionId } },
    data: { revokedAt: now },
  })
  await revokeApiTokens(database, { userId: owner.userId, now })
  return count
}
