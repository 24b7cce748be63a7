import { Prisma } from '@/lib/data/generated/client'

/** When a counter refuses. All lengths in milliseconds. */
export type CountingRule =
  /** From `maxFailures` in a row on, each failure starts a lock twice as long, up to `maxLockMs`. */
  | {
      kind: 'failures'
      maxFailures: number
      firstLockMs: number
      maxLockMs: number
      /**
       * Without an attempt for this long, the count starts anew. Quiet begins when the last lock
       * ends: a lock as long as the quiet time would otherwise wipe its own count.
       */
      quietMs: number
      /** From this many failures on locks last `longLockMs`; null for never. */
      firstLongLock: number | null
      longLockMs: number
    }
  /** At most `maxAttempts` within a window that starts with the first. */
  | { kind: 'window'; maxAttempts: number; windowMs: number }

export type Limit = {
  /** An HMAC of what is counted, never plain text. */
  key: string
  rule: CountingRule
}

/** 2 to this power milliseconds are centuries; beyond it the power would overflow some day. */
const MAX_DOUBLINGS = 40

/**
 * The statement that judges and counts an attempt under several limits.
 *
 * Count first, judge second: the lock that follows the last free attempt already stands while that
 * attempt is being hashed, so parallel guesses cannot all be the last one. A refused attempt changes
 * nothing: it neither counts nor extends a lock.
 *
 * @see OWASP Authentication Cheat Sheet, "Login Throttling"
 * @returns rows of `step`, `count`, `lockedUntil` and `isUnsettled`: one for each limit that has counted,
 *   by its index, and one with step -1 for the locks in force when it began
 */
export function countingStatement(limits: readonly Limit[], now: Date): Prisma.Sql {
  const keys = Prisma.join(limits.map(({ key }) => key))
  const steps = limits.map((limit, index) => countingStep(limit, index, now))
  const counted = limits.map(
    (_limit, index) =>
      Prisma.sql`SELECT ${index}::int, count, "lockedUntil", false FROM ${stepName(index)}`,
  )
  return Prisma.sql`
    WITH existing_lock AS (${lockInForce(keys, now)}), ${Prisma.join(steps)}
    SELECT -1 AS step, 0 AS count, "lockedUntil", "isUnsettled" FROM existing_lock
    UNION ALL ${Prisma.join(counted, ' UNION ALL ')}`
}

/**
 * The latest end of the locks on these counters, null while there is none; and whether all of them may
 * still be lifted, because an attempt they count is being verified.
 */
export function lockInForce(keys: Prisma.Sql, now: Date): Prisma.Sql {
  return Prisma.sql`
    SELECT max("lockedUntil") AS "lockedUntil", bool_and(unsettled > 0) AS "isUnsettled"
      FROM attempt_counters WHERE key IN (${keys}) AND "lockedUntil" > ${now}::timestamptz`
}

const stepName = (index: number) => Prisma.raw(`step_${index}`)

/** One row's upsert. `next` is the count this attempt makes, and when its window ends. */
function countingStep({ key, rule }: Limit, index: number, now: Date): Prisma.Sql {
  const at = Prisma.sql`${now}::timestamptz`
  const memory = interval(rule.kind === 'window' ? rule.windowMs : rule.quietMs)
  const condition =
    index === 0
      ? Prisma.sql`(SELECT "lockedUntil" FROM existing_lock) IS NULL`
      : Prisma.sql`EXISTS (SELECT FROM ${stepName(index - 1)})`
  return Prisma.sql`
    ${stepName(index)} AS (
      INSERT INTO attempt_counters AS kept (key, count, "lockedUntil", "forgottenAt", unsettled)
      SELECT ${key}, ${outcome(rule, at)}
        FROM (SELECT 1 AS count, ${at} + ${memory} AS "windowEndsAt", 0 AS unsettled) AS next,
             LATERAL (SELECT ${lockEnd(rule, at)} AS "lockedUntil") AS lock
       WHERE ${condition}
      ON CONFLICT (key) DO UPDATE SET (count, "lockedUntil", "forgottenAt", unsettled) = (
        SELECT ${outcome(rule, at)}
          FROM (SELECT CASE WHEN kept."forgottenAt" <= ${at} THEN 1 ELSE kept.count + 1 END AS count,
                       CASE WHEN kept."forgottenAt" <= ${at} THEN ${at} + ${memory}
                            ELSE kept."forgottenAt" END AS "windowEndsAt",
                       CASE WHEN kept."forgottenAt" <= ${at} THEN 0
                            ELSE kept.unsettled END AS unsettled) AS next,
               LATERAL (SELECT ${lockEnd(rule, at)} AS "lockedUntil") AS lock)
      WHERE kept."lockedUntil" IS NULL OR kept."lockedUntil" <= ${at}
      RETURNING count, "lockedUntil"
    )`
}

/** Null while the next attempt is allowed. */
function lockEnd(rule: CountingRule, at: Prisma.Sql): Prisma.Sql {
  if (rule.kind === 'window') {
    return Prisma.sql`CASE WHEN next.count >= ${rule.maxAttempts}::float8 THEN next."windowEndsAt" END`
  }
  const { maxFailures, firstLockMs, maxLockMs, firstLongLock, longLockMs } = rule
  const doublings = Prisma.sql`least(next.count - ${maxFailures}::float8, ${MAX_DOUBLINGS})`
  const lockMs = Prisma.sql`least(${firstLockMs}::float8 * power(2, ${doublings}), ${maxLockMs}::float8)`
  return Prisma.sql`CASE
    WHEN next.count >= ${firstLongLock}::float8 THEN ${at} + ${interval(longLockMs)}
    WHEN next.count >= ${maxFailures}::float8 THEN ${at} + ${lockMs} * interval '1 millisecond' END`
}

function outcome(rule: CountingRule, at: Prisma.Sql): Prisma.Sql {
  const forgottenAt =
    rule.kind === 'window'
      ? Prisma.sql`next."windowEndsAt"`
      : Prisma.sql`coalesce(lock."lockedUntil", ${at}) + ${interval(rule.quietMs)}`
  const unsettled = rule.kind === 'window' ? Prisma.sql`0` : Prisma.sql`next.unsettled + 1`
  return Prisma.sql`next.count, lock."lockedUntil", ${forgottenAt}, ${unsettled}`
}

function interval(milliseconds: number): Prisma.Sql {
  return Prisma.sql`${milliseconds}::float8 * interval '1 millisecond'`
}
