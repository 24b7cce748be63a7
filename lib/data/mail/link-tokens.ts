import { randomUUID } from 'node:crypto'
import type { LinkPurpose } from '@/lib/data/generated/enums'
import type { Database } from '@/lib/data/database/prisma'

/**
 * The owner of a link. `nobody` is for an address without an account: the same statements run, so that
 * timing reveals nothing, and the token is good for nothing. `isUnsent` is for one that is not mailed,
 * and so replaces no older one.
 */
export type LinkOwner =
  { userId: string; isUnsent?: true } | { pendingSignUpId: string } | { nobody: true }

export type NewLinkToken = LinkOwner & {
  /** SHA-256 of the token; the token itself is only in the mail. */
  hash: string
  purpose: LinkPurpose
  /** The address the link is sent to, and the only one it is valid for. */
  email: string
  expiresAt: Date
}

/**
 * Stores a new link token and deletes older unused ones of the same purpose and owner. When an owner may
 * send two requests at once, the caller must hold `lockAccount` or `lockAddress`.
 */
export async function createLinkToken(
  database: Database,
  token: NewLinkToken,
  now: Date,
): Promise<void> {
  const { purpose } = token
  const older =
    'userId' in token && !token.isUnsent
      ? { userId: token.userId }
      : { pendingSignUpId: 'pendingSignUpId' in token ? token.pendingSignUpId : randomUUID() }
  await database.linkToken.deleteMany({ where: { ...older, purpose, usedAt: null } })
  await addLinkToken(database, token, now)
}

/** Stores a new link token; older ones keep working. */
export async function addLinkToken(
  database: Database,
  token: NewLinkToken,
  now: Date,
): Promise<void> {
  const { hash, purpose, email, expiresAt } = token
  const owner =
    'userId' in token
      ? { userId: token.userId }
      : 'pendingSignUpId' in token
        ? { pendingSignUpId: token.pendingSignUpId }
        : {}
  await database.linkToken.create({
    data: { ...owner, hash, purpose, email, expiresAt, createdAt: now },
    select: { hash: true },
  })
}

/** @returns null when the token is unknown, for another purpose, used, replaced or expired */
export async function findLiveLinkToken(
  database: Database,
  hash: string,
  purpose: LinkPurpose,
  now: Date,
) {
  return database.linkToken.findUnique({
    where: { hash, purpose, usedAt: null, expiresAt: { gt: now } },
    select: { userId: true, pendingSignUpId: true, email: true, createdAt: true },
  })
}

/** The newest of a user's links with this purpose that could still be used; null when there is none. */
export async function findPendingLink(
  database: Database,
  userId: string,
  purpose: LinkPurpose,
  now: Date,
) {
  return database.linkToken.findFirst({
    where: { userId, purpose, usedAt: null, expiresAt: { gt: now } },
    orderBy: { createdAt: 'desc' },
    select: { email: true, createdAt: true, expiresAt: true },
  })
}

/** When the newest of a user's links with this purpose was issued; null when there is none. */
export async function findNewestLinkTime(
  database: Database,
  userId: string,
  purpose: LinkPurpose,
): Promise<Date | null> {
  const newest = await database.linkToken.findFirst({
    where: { userId, purpose },
    orderBy: { createdAt: 'desc' },
    select: { createdAt: true },
  })
  return newest?.createdAt ?? null
}

/** When the oldest of a user's unused links with this purpose was issued, expired or not; null for none. */
export async function findOldestUnusedLinkTime(
  database: Database,
  userId: string,
  purpose: LinkPurpose,
): Promise<Date | null> {
  const oldest = await database.linkToken.findFirst({
    where: { userId, purpose, usedAt: null },
    orderBy: { createdAt: 'asc' },
    select: { createdAt: true },
  })
  return oldest?.createdAt ?? null
}

/** The owner of a token, valid or not; null when it has no owner or is unknown. */
export async function findLinkTokenOwner(database: Database, hash: string): Promise<string | null> {
  const token = await database.linkToken.findUnique({ where: { hash }, select: { userId: true } })
  return token?.userId ?? null
}

/**
 * Consumes a token with one conditional update, so that exactly one of several concurrent calls
 * succeeds.
 *
 * @returns false for the other calls, and for a token that is unknown, used, replaced or expired
 */
export async function consumeLinkToken(
  database: Database,
  hash: string,
  purpose: LinkPurpose,
  now: Date,
): Promise<boolean> {
  const { count } = await database.linkToken.updateMany({
    where: { hash, purpose, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  })
  return count === 1
}

/** Deletes the user's unused links of these purposes. @returns how many were deleted */
export async function deleteUserLinkTokens(
  database: Database,
  userId: string,
  ...purposes: LinkPurpose[]
): Promise<number> {
  const { count } = await database.linkToken.deleteMany({
    where: { userId, purpose: { in: purposes }, usedAt: null },
  })
  return count
}

/** Deletes the user's unused links created after `createdAfter`. @returns how many were deleted */
export async function deleteNewerLinkTokens(
  database: Database,
  userId: string,
  purpose: LinkPurpose,
  createdAfter: Date,
): Promise<number> {
  const { count } = await database.linkToken.deleteMany({
    where: { userId, purpose, usedAt: null, createdAt: { gt: createdAfter } },
  })
  return count
}
