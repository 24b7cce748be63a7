import type { Database } from './prisma'

/* What an operator wants to know about an installation as a whole: numbers, never who. */

/** The peppers that stored passwords were made with, and how many of each. */
export async function countPasswordsByPepper(
  database: Database,
): Promise<{ pepper: string; count: number }[]> {
  return database.$queryRaw<{ pepper: string; count: number }[]>`
    SELECT "passwordPepper" AS pepper, count(*)::int AS count FROM users
     WHERE "passwordPepper" IS NOT NULL GROUP BY 1 ORDER BY 1`
}

/** How many of the newest sessions there are, and from how many addresses they came. */
export async function countSessionAddresses(
  database: Database,
  limit: number,
): Promise<{ sessions: number; addresses: number }> {
  const newest = await database.session.findMany({
    orderBy: { createdAt: 'desc' },
    take: limit,
    select: { address: true },
  })
  return { sessions: newest.length, addresses: new Set(newest.map((row) => row.address)).size }
}
