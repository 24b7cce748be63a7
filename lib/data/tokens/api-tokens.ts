import type { Database } from '@/lib/data/database/prisma'
import { ACCOUNT } from '@/lib/data/users/account-columns'

/* Bearer tokens of programs. Only their SHA-256 is stored, and never read again. */

const SHOWN = {
  id: true,
  name: true,
  scope: true,
  createdAt: true,
  expiresAt: true,
  lastUsedAt: true,
} as const

const activeAt = (now: Date) => ({ revokedAt: null, expiresAt: { gt: now } })

export async function createApiToken(
  database: Database,
  token: {
    hash: string
    userId: string
    name: string
    scope: 'read' | 'write'
    createdAt: Date
    expiresAt: Date
  },
) {
  return database.apiToken.create({ data: token, select: SHOWN })
}

/** A user's active tokens, the newest first. */
export async function listApiTokens(database: Database, userId: string, now: Date) {
  return database.apiToken.findMany({
    where: { userId, ...activeAt(now) },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: SHOWN,
  })
}

export async function countApiTokens(
  database: Database,
  userId: string,
  now: Date,
): Promise<number> {
  return database.apiToken.count({ where: { userId, ...activeAt(now) } })
}

/** A token, active or not, with its user. @returns null when it is unknown */
export async function findApiToken(database: Database, hash: string) {
  return database.apiToken.findUnique({
    where: { hash },
    select: {
      ...{ id: true, scope: true, expiresAt: true, revokedAt: true, lastUsedAt: true },
      user: { select: ACCOUNT },
    },
  })
}

/**
 * Records that a token was used.
 *
 * @param use.usedBefore only a token last used at or before this time, or never, is changed, so that
 *   concurrent requests cause one write
 */
export async function recordTokenUse(
  database: Database,
  tokenId: string,
  use: { usedBefore: Date; now: Date },
): Promise<boolean> {
  const { count } = await database.apiToken.updateMany({
    where: { id: tokenId, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: use.usedBefore } }] },
    data: { lastUsedAt: use.now },
  })
  return count === 1
}

/** @returns the scope; null when it is another user's, unknown, or revoked already */
export async function revokeApiToken(
  database: Database,
  { userId, tokenId }: { userId: string; tokenId: string },
  now: Date,
): Promise<'read' | 'write' | null> {
  const [revoked] = await database.apiToken.updateManyAndReturn({
    where: { id: tokenId, userId, revokedAt: null },
    data: { revokedAt: now },
    select: { scope: true },
  })
  return revoked?.scope ?? null
}

/** Revokes every token of a user, or of everybody. @returns how many were not revoked before */
export async function revokeApiTokens(
  database: Database,
  { userId, now }: { userId?: string; now: Date },
): Promise<number> {
  const { count } = await database.apiToken.updateMany({
    where: { revokedAt: null, ...(userId === undefined ? {} : { userId }) },
    data: { revokedAt: now },
  })
  return count
}

/** Every stored token of a user, for the user's export. */
export async function listOwnApiTokens(database: Database, userId: string) {
  return database.apiToken.findMany({
    where: { userId },
    orderBy: { createdAt: 'asc' },
    select: { ...SHOWN, revokedAt: true },
  })
}
