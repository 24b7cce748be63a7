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

/**
 * The same for work that one process does for all: whoever comes second leaves it.
 *
 * @returns false when somebody holds it
 */
export async function tryLockInTransaction(database: Database, name: string): Promise<boolean> {
  const rows = await database.$queryRaw<{ locked: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) AS locked`
  return rows[0]?.locked === true
}
