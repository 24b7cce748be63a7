import type { Database } from './prisma'

/**
 * Serialises transactions that use the same name, until each one ends: for rules over several rows
 * ("only the newest", "three an hour") that no constraint can enforce.
 *
 * @param name such as `mail:ada@example.com`; it need not exist anywhere
 */
export async function lockInTransaction(database: Database, name: string): Promise<void> {
  await database.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`
}

/**
 * Serialises password and email changes of one account. They write the user, sessions and links, so two
 * of them in different orders would deadlock.
 */
export async function lockAccount(database: Database, userId: string): Promise<void> {
  await lockInTransaction(database, `account:${userId}`)
}

/** Takes the lock without waiting. @returns false when another transaction holds it */
export async function tryLockInTransaction(database: Database, name: string): Promise<boolean> {
  const rows = await database.$queryRaw<{ locked: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) AS locked`
  return rows[0]?.locked === true
}
