import { randomUUID } from 'node:crypto'
import type { LinkPurpose } from '@/lib/data/generated/enums'
import type { Database } from '@/lib/data/database/prisma'

/**
 * Whom a link serves. `nobody` is for an address without an account: the same statements run, so
 * that the time tells nothing, and the token opens nothing.
 */
export type LinkOwner = { userId: string } | { pendingSignUpId: string } | { nobody: true }

export type NewLinkToken = LinkOwner & {
  /** SHA-256 of the token; the token itself goes into the mail only. */
  hash: string
  purpose: LinkPurpose
  /** The address the link is sent to: the link serves that address only. */
  email: string
  expiresAt: Date
}

/**
 * Keeps a new link token. The newest only: older unused ones of the same purpose and owner die.
 * For an owner who may ask twice at the same moment the caller holds `lockInTransaction`.
 */
export async function createLinkToken(
  database: Database,
  token: NewLinkToken,
  now: Date,
): Promise<void> {
  const { purpose } = token
  const older =
    'userId' in token
      ? { userId: token.userId }
      : { pendingSignUpId: 'nobody' in token ? randomUUID() : token.pendingSignUpId }
  await database.linkToken.deleteMany({ where: { ...older, purpose, usedAt: null } })
  await addLinkToken(database, token, now)
}

/** Keeps a new link token beside older ones, which go on working. */
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

/** @returns null when it is unknown, of another purpose, used, replaced or expired */
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

/** Whose a token is or was, also when it no longer works; null when it is nobody's or unknown. */
export async function findLinkTokenOwner(database: Database, hash: string): Promise<string | null> {
  const token = await database.linkToken.findUnique({ where: { hash }, select: { userId: true } })
  return token?.userId ?? null
}

/**
 * Uses a token up: one conditional update, so that of any number at the same moment one wins.
 *
 * @returns false for everybody else, and for a token that is unknown, used, replaced or expired
 */
export async function useLinkToken(
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

/**
 * Every unused link of these purposes dies, as reset links do when the password or the email changes.
 *
 * @returns how many there were
 */
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

/** Every unused link of this purpose that was made after a moment dies. @returns how many */
export async function deleteYoungerLinkTokens(
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
