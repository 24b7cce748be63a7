import { prepared } from './pool'
import type { Database } from './prisma'

/* Figures about the installation as a whole, without personal data. */

/** The number of stored passwords for each pepper id. */
export async function countPasswordsByPepper(
  database: Database,
): Promise<{ pepper: string; count: number }[]> {
  return database.$queryRaw<{ pepper: string; count: number }[]>`
    SELECT "passwordPepper" AS pepper, count(*)::int AS count FROM users
     WHERE "passwordPepper" IS NOT NULL GROUP BY 1 ORDER BY 1`
}

/** The number of the newest sessions, up to `limit`, and of their distinct addresses. */
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

const PASSWORD_PEPPERS = `
  WITH RECURSIVE used AS (
    SELECT min("passwordPepper") AS pepper FROM users
    UNION ALL
    SELECT (SELECT min("passwordPepper") FROM users WHERE "passwordPepper" > pepper)
      FROM used WHERE pepper IS NOT NULL)
  SELECT pepper FROM used WHERE pepper IS NOT NULL`

/** The ids of all peppers that stored passwords need: one step of the index for each. */
export async function listPasswordPeppers(): Promise<string[]> {
  const rows = await prepared<{ pepper: string }>('password-peppers', PASSWORD_PEPPERS, [])
  return rows.map(({ pepper }) => pepper)
}
