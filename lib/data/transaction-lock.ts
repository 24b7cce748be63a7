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

/**
 * Makes what replaces a password or an email follow one another for each account: such a transaction
 * touches the user, the sessions and the links, and two in different orders would wait in a circle.
 */
export async function lockAccount(database: Database, userId: string): Promise<void> {
  await lockInTransaction(database, `account:${userId}`)
}
