import type { Database } from '@/lib/data/database/prisma'
import { ACCOUNT } from '@/lib/data/users/account-columns'

/** @param challenge.hash SHA-256 of the token in the browser's cookie */
export async function createChallenge(
  database: Database,
  challenge: { hash: string; userId: string; expiresAt: Date },
): Promise<void> {
  await database.twoFactorChallenge.create({ data: challenge, select: { hash: true } })
}

/** Whose sign-in it is. @returns null when it is answered, expired or unknown */
export async function findChallengedUser(database: Database, hash: string, now: Date) {
  const row = await database.twoFactorChallenge.findUnique({
    where: { hash, expiresAt: { gt: now } },
    select: { user: { select: { ...ACCOUNT, signInRestartedAt: true } } },
  })
  return row?.user ?? null
}

/** @returns false when it was answered before, or is over */
export async function takeChallenge(
  database: Database,
  { hash, userId }: { hash: string; userId: string },
  now: Date,
): Promise<boolean> {
  const { count } = await database.twoFactorChallenge.deleteMany({
    where: { hash, userId, expiresAt: { gt: now } },
  })
  return count === 1
}
