import type { Database } from './prisma'

/**
 * Makes transactions that name the same thing follow one another, until each commits: for rules
 * over several rows ("the newest only", "three an hour") that no constraint can hold.
 *
 * @param name for instance `mail:ada@example.com`; it need not exist anywhere
 */
export async function lockInTransaction(database: Database, name: string): Promise<void> {
  await database.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`
}
