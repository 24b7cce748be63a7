import type { Database } from './prisma'

/*
 * The order in which a transaction takes its locks. Two transactions that write the same rows in
 * different orders wait for each other in a circle, and PostgreSQL ends one of them with an error; in
 * one order they cannot.
 *
 * 1. administrators: what decides who is one, or acts as one (`lockAdministrators`)
 * 2. accounts: rows written for a user: the user, sessions, links (`lockAccount`)
 * 3. addresses: rows written for an email address: pending sign-ups with their links, and the number
 *    of emails sent to it (`lockAddress`)
 * 4. rows, by the statements themselves
 *
 * A transaction may skip steps, and takes at most one lock in each.
 */

/**
 * Serialises transactions that use the same name, until each one ends: for rules over several rows
 * ("only the newest", "three an hour") that no constraint can enforce.
 *
 * @param name it need not exist anywhere
 */
export async function lockInTransaction(database: Database, name: string): Promise<void> {
  await database.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`
}

/**
 * Serialises what is written for an email address, whether or not it has an account.
 *
 * @param email normalised
 */
export async function lockAddress(database: Database, email: string): Promise<void> {
  await lockInTransaction(database, `mail:${email}`)
}

/** Takes the lock without waiting. @returns false when another transaction holds it */
export async function tryLockInTransaction(database: Database, name: string): Promise<boolean> {
  const rows = await database.$queryRaw<{ locked: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) AS locked`
  return rows[0]?.locked === true
}
