import { traced } from '@/lib/platform/tracing'
import { countingStatement, lockInForce, type Limit } from './counting-statement'
import { Prisma } from '@/lib/data/generated/client'
import type { Database } from '@/lib/data/database/prisma'
import { later, seconds } from '@/lib/domain/time'

export type Count = {
  key: string
  /** This attempt included. */
  count: number
  /** The end of the lock that this attempt started, if any. */
  lockedUntil: Date | null
}

type CountedAttempt =
  | { allowed: true; counts: Count[] }
  /**
   * @property lockedUntil when the last of the refusing limits ends
   * @property isUnsettled it may end at once: all of them count an attempt that is being verified
   */
  | { allowed: false; lockedUntil: Date; isUnsettled: boolean }

type Lock = { lockedUntil: Date | null; isUnsettled: boolean | null }

export type CountAttempt = (
  database: Database,
  limits: readonly [Limit, ...Limit[]],
  now: Date,
) => Promise<CountedAttempt>

const RACE_RETRY_MS = seconds(1)

/**
 * Counts an attempt under every limit if all of them allow it, and returns whether it may proceed: one
 * statement, exact under any concurrency.
 *
 * Each row is judged and changed by the same upsert, under that row's lock. A step runs only when
 * the one before it has counted, and none when a limit visibly stands, so a refused attempt changes
 * nothing. (Of attempts at the same instant, one that a later step refuses stays counted in earlier
 * ones; that errs on the strict side.)
 *
 * @param limits kinds of keys in one order everywhere, so that no two statements wait for each
 *   other in a circle
 */
export const countAttempt: CountAttempt = traced('limiter', count)

async function count(
  database: Database,
  limits: readonly [Limit, ...Limit[]],
  now: Date,
): Promise<CountedAttempt> {
  const rows = await database.$queryRaw<({ step: number; count: number } & Lock)[]>(
    countingStatement(limits, now),
  )
  const counts = limits.flatMap(({ key }, index) => {
    const row = rows.find(({ step }) => step === index)
    return row ? [{ key, count: row.count, lockedUntil: row.lockedUntil }] : []
  })
  if (counts.length === limits.length) return { allowed: true, counts }
  const existing = rows.find(({ step }) => step < 0)
  const lock = existing?.lockedUntil ? existing : await findLock(database, limits, now)
  return {
    allowed: false,
    lockedUntil: lock?.lockedUntil ?? later(now, RACE_RETRY_MS),
    isUnsettled: lock?.isUnsettled ?? true,
  }
}

/** For an attempt that lost a race: the lock was not visible when its statement began. */
async function findLock(
  database: Database,
  limits: readonly Limit[],
  now: Date,
): Promise<Lock | undefined> {
  const keys = Prisma.join(limits.map(({ key }) => key))
  const [found] = await database.$queryRaw<Lock[]>(lockInForce(keys, now))
  return found
}

/**
 * Records that an attempt counted as a failure was one.
 *
 * @param keys of rules of the kind `failures`, in the fixed order of their kinds
 */
export async function settleAttempt(database: Database, keys: readonly string[]): Promise<void> {
  await database.$executeRaw`
    UPDATE attempt_counters SET unsettled = unsettled - 1
     WHERE unsettled > 0 AND key IN (${lockedInOrder(keys)})`
}

/**
 * Deletes counters after a success.
 *
 * @param keys in the fixed order of their kinds
 * @returns the failures counted by those that had not expired; attempts being verified are none yet
 */
export async function clearAttempts(
  database: Database,
  keys: readonly string[],
  now: Date,
): Promise<{ key: string; count: number }[]> {
  const forgotten = await database.$queryRaw<{ key: string; count: number; forgottenAt: Date }[]>`
    DELETE FROM attempt_counters WHERE key IN (${lockedInOrder(keys)})
    RETURNING key, count - unsettled AS count, "forgottenAt"`
  return forgotten.filter(({ forgottenAt }) => forgottenAt > now)
}

/**
 * Reverts one attempt that was counted as a failure but never verified, with the lock it started.
 * Later counts stay.
 *
 * @param counts of rules of the kind `failures`, in the fixed order of their kinds
 */
export async function refundAttempt(
  database: Database,
  counts: readonly (Count & { maxFailures: number; quietMs: number })[],
  now: Date,
): Promise<void> {
  const own = counts.map(
    ({ key, lockedUntil, maxFailures, quietMs }) =>
      Prisma.sql`(${key}, ${lockedUntil}::timestamptz, ${maxFailures}::float8, ${quietMs}::float8)`,
  )
  await database.$executeRaw`
    UPDATE attempt_counters AS kept
       SET count = kept.count - 1,
           unsettled = greatest(kept.unsettled - 1, 0),
           "lockedUntil" = nullif(
             CASE WHEN kept.count > own."maxFailures" THEN kept."lockedUntil" END, own."lockedUntil"),
           "forgottenAt" = least(
             kept."forgottenAt",
             coalesce(nullif(kept."lockedUntil", own."lockedUntil"), ${now}::timestamptz)
               + own."quietMs" * interval '1 millisecond')
      FROM (VALUES ${Prisma.join(own)}) AS own (key, "lockedUntil", "maxFailures", "quietMs")
     WHERE kept.key = own.key AND kept.count > 0
       AND kept.key IN (${lockedInOrder(counts.map(({ key }) => key))})`
}

function lockedInOrder(keys: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    SELECT key FROM attempt_counters WHERE key = ANY(${[...keys]}::text[])
     ORDER BY array_position(${[...keys]}::text[], key) FOR UPDATE`
}
