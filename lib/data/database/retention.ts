import { Prisma } from '@/lib/data/generated/client'
import type { Database } from './prisma'

/** What one statement deletes at most: it must be over long before the statement time-out. */
export const CLEANUP_BATCH = 1000

/**
 * Deletes rows of one table, at most {@link CLEANUP_BATCH}: a full batch says there may be more. The
 * list of keys is made first, by an index on what `is` asks, and passes by rows in use just now.
 */
function deleteBatch(
  database: Database,
  { table, key, is }: { table: Prisma.Sql; key: Prisma.Sql; is: Prisma.Sql },
): Promise<number> {
  return database.$executeRaw`
    DELETE FROM ${table} WHERE ${key} = ANY(ARRAY(
      SELECT ${key} FROM ${table} WHERE ${is} LIMIT ${CLEANUP_BATCH} FOR UPDATE SKIP LOCKED))`
}

const SESSIONS = { table: Prisma.sql`sessions`, key: Prisma.sql`id` }

/** Sessions that were ended before a moment. @returns how many; see {@link CLEANUP_BATCH} */
export function deleteRevokedSessions(database: Database, before: Date): Promise<number> {
  return deleteBatch(database, {
    ...SESSIONS,
    is: Prisma.sql`"revokedAt" < ${before}::timestamptz`,
  })
}

/** Sessions whose last possible end was before a moment, whether or not they ended earlier. */
export function deleteExpiredSessions(database: Database, before: Date): Promise<number> {
  return deleteBatch(database, {
    ...SESSIONS,
    is: Prisma.sql`"absoluteEndAt" < ${before}::timestamptz`,
  })
}

/** Links that could not have been used since a moment: expired, and so those used before, too. */
export function deleteExpiredLinkTokens(database: Database, before: Date): Promise<number> {
  return deleteBatch(database, {
    ...{ table: Prisma.sql`link_tokens`, key: Prisma.sql`hash` },
    is: Prisma.sql`"expiresAt" < ${before}::timestamptz`,
  })
}

/** Sign-ups nobody confirmed in time, and their links. */
export function deleteExpiredSignUps(database: Database, before: Date): Promise<number> {
  return deleteBatch(database, {
    ...{ table: Prisma.sql`pending_sign_ups`, key: Prisma.sql`id` },
    is: Prisma.sql`"expiresAt" < ${before}::timestamptz`,
  })
}

const MAILS = { table: Prisma.sql`outbox_mails`, key: Prisma.sql`id` }

/** Mails that were written before a moment and are not waiting any more: sent, or given up. */
export function deleteFinishedMails(database: Database, before: Date): Promise<number> {
  return deleteBatch(database, {
    ...MAILS,
    is: Prisma.sql`"createdAt" < ${before}::timestamptz AND "nextAttemptAt" IS NULL`,
  })
}

/** Mails to nobody: written so that the work was the same, and never sent. */
export function deleteMailsToNobody(database: Database, before: Date): Promise<number> {
  return deleteBatch(database, {
    ...MAILS,
    is: Prisma.sql`"to" = '' AND "createdAt" < ${before}::timestamptz`,
  })
}

/** Counters that mean nothing any more. */
export function deleteSpentCounters(database: Database, before: Date): Promise<number> {
  return deleteBatch(database, {
    ...{ table: Prisma.sql`attempt_counters`, key: Prisma.sql`key` },
    is: Prisma.sql`"forgottenAt" <= ${before}::timestamptz`,
  })
}
