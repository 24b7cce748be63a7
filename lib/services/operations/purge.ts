import { readDatabaseTime } from '@/lib/data/database/database-time'
import { inTransaction, prisma, type Database } from '@/lib/data/database/prisma'
import {
  CLEANUP_BATCH,
  deleteExpiredApiTokens,
  deleteExpiredChallenges,
  deleteExpiredLinkTokens,
  deleteExpiredPasskeyChallenges,
  deleteExpiredSessions,
  deleteExpiredSignUps,
  deleteExpiredTrust,
  deleteFinishedMails,
  deleteMailsToNobody,
  deleteOriginsOfErased,
  deleteRevokedApiTokens,
  deleteRevokedSessions,
  deleteSpentCounters,
} from '@/lib/data/database/retention'
import { tryLockInTransaction } from '@/lib/data/database/transaction-lock'
import { days, later } from '@/lib/domain/time'
import { env } from '@/lib/env'

type Task = {
  what:
    | 'counters'
    | 'sessions'
    | 'access_tokens'
    | 'second_steps'
    | 'trusted_browsers'
    | 'passkey_challenges'
    | 'links'
    | 'sign_ups'
    | 'mails'
    | 'origins'
  /** How long a row is kept after it expires, in milliseconds. */
  retentionMs: () => number
  deleteBatch: (database: Database, before: Date) => Promise<number>
}

const none = () => 0
const sessionsMs = () => days(env().RETAIN_SESSIONS_DAYS)

/** Sign-ups come before links: deleting a sign-up deletes its links. */
const TASKS: readonly Task[] = [
  { what: 'counters', retentionMs: none, deleteBatch: deleteSpentCounters },
  { what: 'sessions', retentionMs: sessionsMs, deleteBatch: deleteRevokedSessions },
  { what: 'sessions', retentionMs: sessionsMs, deleteBatch: deleteExpiredSessions },
  { what: 'access_tokens', retentionMs: sessionsMs, deleteBatch: deleteRevokedApiTokens },
  { what: 'access_tokens', retentionMs: sessionsMs, deleteBatch: deleteExpiredApiTokens },
  { what: 'second_steps', retentionMs: none, deleteBatch: deleteExpiredChallenges },
  { what: 'trusted_browsers', retentionMs: none, deleteBatch: deleteExpiredTrust },
  {
    what: 'passkey_challenges',
    retentionMs: none,
    deleteBatch: deleteExpiredPasskeyChallenges,
  },
  { what: 'sign_ups', retentionMs: none, deleteBatch: deleteExpiredSignUps },
  {
    what: 'links',
    retentionMs: () => days(env().RETAIN_LINKS_DAYS),
    deleteBatch: deleteExpiredLinkTokens,
  },
  { what: 'mails', retentionMs: none, deleteBatch: deleteMailsToNobody },
  {
    what: 'mails',
    retentionMs: () => days(env().RETAIN_MAIL_DAYS),
    deleteBatch: deleteFinishedMails,
  },
  { what: 'origins', retentionMs: none, deleteBatch: deleteOriginsOfErased },
]

/** The number of rows of one kind that were deleted. */
export type Purged = { what: Task['what']; count: number }

/** {@link purgeExpired} by the database's time: a server whose clock is ahead deletes nothing early. */
export async function purgeNow(): Promise<Purged[]> {
  return purgeExpired(await readDatabaseTime(prisma()))
}

/**
 * Deletes expired data after its retention period, in batches. One process at a time does this; a
 * second one stops and leaves the rest to the first.
 *
 * @returns the kinds of which something was deleted
 */
export async function purgeExpired(now: Date): Promise<Purged[]> {
  const counts = new Map<Task['what'], number>()
  for (const { what, retentionMs, deleteBatch } of TASKS) {
    const before = later(now, -retentionMs())
    let count: number | null
    do {
      count = await purgeBatch((database) => deleteBatch(database, before))
      if (count) counts.set(what, (counts.get(what) ?? 0) + count)
    } while (count === CLEANUP_BATCH)
    if (count === null) break
  }
  return [...counts].map(([what, count]) => ({ what, count }))
}

/** @returns null when another process is purging */
function purgeBatch(deleteBatch: (database: Database) => Promise<number>): Promise<number | null> {
  return inTransaction(async (database) =>
    (await tryLockInTransaction(database, 'maintenance')) ? deleteBatch(database) : null,
  )
}
