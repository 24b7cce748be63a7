import type { Flow } from './flow'
import { watched } from './watch'

/** What a query is, as Prisma's client extension says it. */
export type Query = { model?: string | undefined; operation: string; args: unknown }

type Run = (query: Query, run: () => Promise<unknown>) => Promise<unknown>

/**
 * Every query through Prisma as a step: which table, which operation, how many rows. Three are told
 * by name, because they decide about a sign-in: the user look-up, the limiter, and whether a
 * session lives, which goes by {@link watchedPrepared}.
 */
export function watchedQueries(flow: Flow): Run {
  const plain: Run = (_query, run) => run()
  const lookUp = watched(flow, 'lookup', plain, {
    in: ({ args }) => ({ by: lookedUpBy(args) }),
    out: (user) => ({ found: user !== null }),
  })
  const limiter = watched(flow, 'limiter', plain, { out: (rows) => verdictOf(rows) })
  const other = watched(flow, 'query', plain, {
    in: ({ model, operation }) => ({
      model: model ?? 'statement',
      operation: operation.replace(/^\$/, ''),
    }),
    out: (value) => ({ rows: rowsIn(value) }),
  })
  return (query, run) => {
    if (query.model === 'User' && query.operation === 'findUnique') return lookUp(query, run)
    return isCounting(query) ? limiter(query, run) : other(query, run)
  }
}

type Prepared = (
  name: string,
  text: string,
  values: unknown[],
) => Promise<Record<string, unknown>[]>

/** The statements that go round Prisma: the one that asks whether a session lives. */
export function watchedPrepared<P extends Prepared>(flow: Flow, run: P): P {
  const plain: Prepared = run
  const liveness = watched(flow, 'liveness', plain, {
    out: ([row]) => ({
      alive: row !== undefined,
      refused: row === undefined,
      idleEndAt: row?.idleEndAt,
      absoluteEndAt: row?.absoluteEndAt,
      lastSeenAt: row?.lastSeenAt,
    }),
  })
  const other = watched(flow, 'query', plain, {
    in: () => ({ model: 'statement', operation: 'queryRaw' }),
    out: (rows) => ({ rows: rows.length }),
  })
  const choose: Prepared = (name, text, values) =>
    name === 'open-session' ? liveness(name, text, values) : other(name, text, values)
  return choose as P
}

function lookedUpBy(args: unknown): string | undefined {
  const where = (args as { where?: Record<string, unknown> } | undefined)?.where ?? {}
  return ['email', 'username', 'id'].find((key) => key in where)
}

/** The limiter's one statement, known by what only it contains. */
function isCounting({ operation, args }: Query): boolean {
  if (operation !== '$queryRaw') return false
  const { strings } = (args ?? {}) as { strings?: readonly string[] }
  return strings?.some((text) => text.includes('INSERT INTO attempt_counters')) ?? false
}

/** One row for each counter that counted, and one with step -1 for the locks that stood. */
function verdictOf(rows: unknown) {
  const list = (rows as { step: number; count: number; lockedUntil: Date | null }[]) ?? []
  const counted = list.filter(({ step }) => step >= 0)
  const standing = list.find(({ step }) => step < 0)?.lockedUntil
  const isAllowed = !standing && counted.length > 0
  return {
    allowed: isAllowed,
    refused: !isAllowed,
    counters: counted.length,
    highest: Math.max(0, ...counted.map(({ count }) => count)),
    lockedUntil: standing ?? counted.find(({ lockedUntil }) => lockedUntil)?.lockedUntil,
  }
}

function rowsIn(value: unknown): number | undefined {
  if (Array.isArray(value)) return value.length
  if (typeof value === 'number') return value
  if (typeof value !== 'object' || value === null) return 0
  return 'count' in value && typeof value.count === 'number' ? value.count : 1
}
