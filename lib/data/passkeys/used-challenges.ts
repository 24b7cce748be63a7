import type { Database } from '@/lib/data/database/prisma'

/**
 * Uses up a challenge: one insert, which decides between all answers to it.
 *
 * @param challenge.hash its SHA-256
 * @param challenge.expiresAt until when it has to be remembered
 * @returns false when it was used before
 */
export async function takePasskeyChallenge(
  database: Database,
  challenge: { hash: string; expiresAt: Date },
): Promise<boolean> {
  const { count } = await database.usedPasskeyChallenge.createMany({
    data: [challenge],
    skipDuplicates: true,
  })
  return count === 1
}
