import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import type { Database } from '@/lib/data/database/prisma'
import { ACCOUNT } from '@/lib/data/users/account-columns'

export type NewPasskey = {
  userId: string
  credentialId: string
  publicKey: Uint8Array<ArrayBuffer>
  counter: number
  transports: string[]
  isBackedUp: boolean
  aaguid: string
  rpId: string
  name: string
  client: ClientInfo
}

/**
 * Adds a passkey to an account, which the caller has locked.
 *
 * @returns false when there is one with this credential, whoever has it
 */
export async function createPasskey(
  database: Database,
  { counter, client, ...passkey }: NewPasskey,
  now: Date,
): Promise<boolean> {
  const { address, userAgent } = client
  const { count } = await database.passkey.createMany({
    data: [{ ...passkey, counter: BigInt(counter), createdAt: now, address, userAgent }],
    skipDuplicates: true,
  })
  if (count === 0) return false
  await database.user.updateMany({
    where: { id: passkey.userId, passkeysEnabledAt: null },
    data: { passkeysEnabledAt: now },
  })
  return true
}

/**
 * Records that a passkey is offered: one conditional update, which decides between pages that open at once.
 *
 * @returns false when one was offered since
 */
export async function recordPasskeyOffer(
  database: Database,
  { userId, since }: { userId: string; since: Date },
  now: Date,
): Promise<boolean> {
  const isDue = { OR: [{ passkeyOfferedAt: null }, { passkeyOfferedAt: { lte: since } }] }
  const { count } = await database.user.updateMany({
    where: { id: userId, ...isDue },
    data: { passkeyOfferedAt: now },
  })
  return count === 1
}

/** A user's passkeys, the oldest first. */
export async function listPasskeys(database: Database, userId: string) {
  return database.passkey.findMany({
    where: { userId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: {
      ...{ id: true, name: true, aaguid: true, isBackedUp: true, transports: true, rpId: true },
      ...{ createdAt: true, lastUsedAt: true, address: true, userAgent: true },
    },
  })
}

/** What names a user's passkeys to a browser. */
export async function listCredentials(database: Database, userId: string) {
  return database.passkey.findMany({
    where: { userId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { credentialId: true, transports: true },
  })
}

/** How many passkeys a user has. */
export async function countPasskeys(database: Database, userId: string): Promise<number> {
  return database.passkey.count({ where: { userId } })
}

/** @returns what it was called; null when it is unknown, or another user's */
export async function renamePasskey(
  database: Database,
  { userId, id, name }: { userId: string; id: string; name: string },
): Promise<string | null> {
  const found = await database.passkey.findFirst({
    where: { id, userId },
    select: { name: true },
  })
  if (!found) return null
  await database.passkey.updateMany({ where: { id, userId }, data: { name } })
  return found.name
}

/** @returns what it was called; null when it is unknown, or another user's */
export async function deletePasskey(
  database: Database,
  { userId, id }: { userId: string; id: string },
): Promise<string | null> {
  const found = await database.passkey.findFirst({
    where: { id, userId },
    select: { name: true },
  })
  if (!found) return null
  await database.passkey.deleteMany({ where: { id, userId } })
  await noteIfNoneIsLeft(database, userId)
  return found.name
}

/** @param addedSince only those added since then; null for all. @returns how many */
export async function deletePasskeys(
  database: Database,
  userId: string,
  addedSince: Date | null = null,
): Promise<number> {
  const { count } = await database.passkey.deleteMany({
    where: { userId, ...(addedSince ? { createdAt: { gte: addedSince } } : {}) },
  })
  if (count > 0) await noteIfNoneIsLeft(database, userId)
  return count
}

async function noteIfNoneIsLeft(database: Database, userId: string): Promise<void> {
  if ((await countPasskeys(database, userId)) > 0) return
  await database.user.updateMany({ where: { id: userId }, data: { passkeysEnabledAt: null } })
}

export type CheckedPasskey = NonNullable<Awaited<ReturnType<typeof findPasskey>>>

/** A passkey with what its signatures are checked by, and its owner. @returns null when it is unknown */
export async function findPasskey(database: Database, credentialId: string) {
  return database.passkey.findUnique({
    where: { credentialId },
    select: {
      ...{ id: true, userId: true, name: true, publicKey: true, counter: true },
      user: { select: { ...ACCOUNT, signInRestartedAt: true } },
    },
  })
}

/**
 * Records that a passkey was used: one conditional update, which decides between answers with the same
 * counter at the same time.
 *
 * @returns false when it was removed, or has counted further, since it was checked
 */
export async function recordPasskeyUse(
  database: Database,
  use: { id: string; userId: string; counter: number; isBackedUp: boolean },
  { address, userAgent }: ClientInfo,
  now: Date,
): Promise<boolean> {
  const { id, userId, counter, isBackedUp } = use
  const { count } = await database.passkey.updateMany({
    where: { id, userId, counter: counter === 0 ? 0n : { lt: BigInt(counter) } },
    data: { counter: BigInt(counter), isBackedUp, lastUsedAt: now, address, userAgent },
  })
  return count === 1
}

/** How many passkeys were made for each host. */
export async function countPasskeysByHost(
  database: Database,
): Promise<{ rpId: string; count: number }[]> {
  const groups = await database.passkey.groupBy({ by: ['rpId'], _count: { _all: true } })
  return groups.map(({ rpId, _count }) => ({ rpId, count: _count._all }))
}
