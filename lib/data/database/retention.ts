import { Prisma } from '@/lib/data/generated/client'
import type { Database } from './prisma'

/** The most rows one statement deletes, so that it stays well below the statement timeout. */
export const CLEANUP_BATCH = 1000

/**
 * Deletes up to {@link CLEANUP_BATCH} rows of one table; a full batch means there may be more. The keys
 * are selected first, by an index on the condition `is`, skipping locked rows.
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

/** Deletes sessions revoked before a time. @returns how many; see {@link CLEANUP_BATCH} */
export function deleteRevokedSessions(database: Database, before: Date): Promise<number> {
  return deleteBatch(database, {
    ...SESSIONS,
    is: Prisma.sql`"revokedAt" < ${before}::timestamptz`,
  })
}

/** Deletes sessions whose absolute end is before a time, whether or not they ended earlier. */
export function deleteExpiredSessions(database: Database, before: Date): Promise<number> {
  return deleteBatch(database, {
    ...SESSIONS,
    is: Prisma.sql`"absoluteEndAt" < ${before}::timestamptz`,
  })
}

const API_TOKENS = { table: Prisma.sql`api_tokens`, key: Prisma.sql`id` }

/** Deletes access tokens revoked before a time. */
export function deleteRevokedApiTokens(database: Database, before: Date): Promise<number> {
  return deleteBatch(database, {
    ...API_TOKENS,
    is: Prisma.sql`"revokedAt" < ${before}::timestamptz`,
  })
}

/** Deletes access tokens that expired before a time. */
export function deleteExpiredApiTokens(database: Database, before: Date): Promise<number> {
  return deleteBatch(database, {
    ...API_TOKENS,
    is: Prisma.sql`"expiresAt" < ${before}::timestamptz`,
  })
}

/** Deletes links that expired before a time, used ones included. */
export function deleteExpiredLinkTokens(database: Database, before: Date): Promise<number> {
  return deleteBatch(database, {
    ...{ table: Prisma.sql`link_tokens`, key: Prisma.sql`hash` },
    is: Prisma.sql`"expiresAt" < ${before}::timestamptz`,
  })
}

/** Deletes second steps that nobody has taken in time. */
export function deleteExpiredChallenges(database: Database, before: Date): Promise<number> {
  return deleteBatch(database, {
    ...{ table: Prisma.sql`two_factor_challenges`, key: Prisma.sql`hash` },
    is: Prisma.sql`"expiresAt" < ${before}::timestamptz`,
  })
}

/** Deletes the trust in browsers that has expired. */
export function deleteExpiredTrust(database: Database, before: Date): Promise<number> {
  return deleteBatch(database, {
    ...{ table: Prisma.sql`trusted_browsers`, key: Prisma.sql`id` },
    is: Prisma.sql`"expiresAt" < ${before}::timestamptz`,
  })
}

/** Deletes challenges for passkeys that were answered, once nobody could answer them again. */
export function deleteExpiredPasskeyChallenges(database: Database, before: Date): Promise<number> {
  return deleteBatch(database, {
    ...{ table: Prisma.sql`used_passkey_challenges`, key: Prisma.sql`hash` },
    is: Prisma.sql`"expiresAt" < ${before}::timestamptz`,
  })
}

/** Deletes expired sign-ups with their links. */
export function deleteExpiredSignUps(database: Database, before: Date): Promise<number> {
  return deleteBatch(database, {
    ...{ table: Prisma.sql`pending_sign_ups`, key: Prisma.sql`id` },
    is: Prisma.sql`"expiresAt" < ${before}::timestamptz`,
  })
}

const MAILS = { table: Prisma.sql`outbox_mails`, key: Prisma.sql`id` }

/** Deletes mails created before a time that were sent or given up. */
export function deleteFinishedMails(database: Database, before: Date): Promise<number> {
  return deleteBatch(database, {
    ...MAILS,
    is: Prisma.sql`"createdAt" < ${before}::timestamptz AND "nextAttemptAt" IS NULL`,
  })
}

/** Deletes mails without a recipient, which were written only so that timing reveals nothing. */
export function deleteMailsToNobody(database: Database, before: Date): Promise<number> {
  return deleteBatch(database, {
    ...MAILS,
    is: Prisma.sql`"to" = '' AND "createdAt" < ${before}::timestamptz`,
  })
}

/** Deletes expired counters. */
export function deleteSpentCounters(database: Database, before: Date): Promise<number> {
  return deleteBatch(database, {
    ...{ table: Prisma.sql`attempt_counters`, key: Prisma.sql`key` },
    is: Prisma.sql`"forgottenAt" <= ${before}::timestamptz`,
  })
}

/**
 * Deletes the client info of people whose account was deleted in the day before a time. The deletion
 * takes it along; this is what a failed sign-in wrote in the same moment.
 */
export function deleteOriginsOfErased(database: Database, before: Date): Promise<number> {
  return deleteBatch(database, {
    ...{ table: Prisma.sql`audit_origins`, key: Prisma.sql`"eventId"` },
    is: Prisma.sql`"personId" IN (
      SELECT "targetId" FROM audit_events
       WHERE action = 'user_deleted' AND result = 'SUCCESS'
         AND at >= ${before}::timestamptz - interval '1 day')`,
  })
}
