import type { CountAttempt } from '@/lib/data/limits/attempt-counters'
import type { Flow } from './flow'
import { watched } from './watch'

/** What a query is, as Prisma's client extension says it. */
export type Query = { model?: string | undefined; operation: string; args: unknown }

type Run = (query: Query, run: () => Promise<unknown>) => Promise<unknown>

/**
 * Every query through Prisma as a step: which table, which operation, how many rows. The user look-up
 * has a name of its own, because it decides about a sign-in.
 */
export function watchedQueries(flow: Flow): Run {
  // Awaited here: what Prisma returns is no promise yet, and would count as an answer.
  const plain: Run = async (_query, run) => await run()
  const lookUp = watched(flow, 'lookup', plain, {
    in: ({ args }) => ({ by: lookedUpBy(args) }),
    out: (user) => ({ found: user !== null }),
  })
  const other = watched(flow, 'query', plain, {
    in: ({ model, operation }) => ({
      model: model ?? 'statement',
      operation: operation.replace(/^\$/, ''),
    }),
    out: (value) => ({ rows: rowsIn(value) }),
  })
  return (query, run) => {
    const isLookUp = query.model === 'User' && query.operation === 'findUnique'
    return isLookUp ? lookUp(query, run) : other(query, run)
  }
}

/** The limiter: counts first, judges second, in one statement. */
export function watchedLimiter(flow: Flow, count: CountAttempt): CountAttempt {
  return watched(flow, 'limiter', count, {
    out: (counted) =>
      counted.allowed
        ? {
            allowed: true,
            counters: counted.counts.length,
            highest: Math.max(0, ...counted.counts.map((one) => one.count)),
          }
        : { allowed: false, refused: true, lockedUntil: counted.lockedUntil },
  })
}

type OpenSession = { idleEndAt: Date; absoluteEndAt: Date; lastSeenAt: Date }

/** The one question whether a session lives; when memory answers it, no query is part of it. */
export function watchedLiveness<Session extends OpenSession>(
  flow: Flow,
  find: (sessionId: string, now: Date) => Promise<Session | null>,
) {
  return watched<'liveness', [string, Date], Promise<Session | null>>(flow, 'liveness', find, {
    out: (session) => ({ ...session, alive: session !== null, refused: session === null }),
  })
}

type Prepared = (name: string, text: string, values: unknown[]) => Promise<object[]>

/** The statements that go round Prisma. */
export function watchedPrepared<P extends Prepared>(flow: Flow, run: P): P {
  return watched(flow, 'query', run as Prepared, {
    in: () => ({ model: 'statement', operation: 'queryRaw' }),
    out: (rows) => ({ rows: rows.length }),
  }) as P
}

function lookedUpBy(args: unknown): string | undefined {
  const where = (args as { where?: Record<string, unknown> } | undefined)?.where ?? {}
  return ['email', 'username', 'id'].find((key) => key in where)
}

function rowsIn(value: unknown): number | undefined {
  if (Array.isArray(value)) return value.length
  if (typeof value === 'number') return value
  if (typeof value !== 'object' || value === null) return 0
  return 'count' in value && typeof value.count === 'number' ? value.count : 1
}
