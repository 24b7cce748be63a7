import type { Database } from '@/lib/data/database/prisma'

/** Replaces all recovery codes of a user, used ones included. */
export async function replaceRecoveryCodes(
  database: Database,
  userId: string,
  hashes: readonly string[],
): Promise<void> {
  await database.recoveryCode.deleteMany({ where: { userId } })
  await database.recoveryCode.createMany({ data: hashes.map((hash) => ({ userId, hash })) })
}

/** Whether a user has this code and has not used it. */
export async function hasRecoveryCode(
  database: Database,
  userId: string,
  hash: string,
): Promise<boolean> {
  const row = await database.recoveryCode.findUnique({
    where: { userId_hash: { userId, hash }, usedAt: null },
    select: { userId: true },
  })
  return row !== null
}

/** @returns false when it was used before, or replaced */
export async function consumeRecoveryCode(
  database: Database,
  userId: string,
  hash: string,
  now: Date,
): Promise<boolean> {
  const { count } = await database.recoveryCode.updateMany({
    where: { userId, hash, usedAt: null },
    data: { usedAt: now },
  })
  return count === 1
}

export async function countUnusedRecoveryCodes(
  database: Database,
  userId: string,
): Promise<number> {
  return database.recoveryCode.count({ where: { userId, usedAt: null } })
}
