import { PrismaPg } from '@prisma/adapter-pg'
import { seconds } from '@/lib/domain/time'
import { traced } from '@/lib/platform/tracing'
import { processWide } from '@/lib/platform/process-wide'
import { DependencyUnavailable } from '@/lib/platform/unavailable'
import { invalidateBeforeChange } from '@/lib/data/sessions/invalidate-before-change'
import { PrismaClient } from '@/lib/data/generated/client'
import { meansUnavailable } from './outage'
import { pool, STATEMENT_TIMEOUT_MS } from './pool'

const client = processWide('prisma', createClient)

/** How long to wait for a free connection: with Prisma's default of 2 s, a burst becomes an outage. */
const TRANSACTION_WAIT_MS = seconds(8)

/** What a query is, as Prisma's client extension says it. */
type Query = { model?: string | undefined; operation: string; args: unknown }

const run = traced('query', (_query: Query, ask: () => PromiseLike<unknown>) => ask())

function createClient() {
  const adapter = new PrismaPg(pool(), { disposeExternalPool: true })
  return new PrismaClient({
    adapter,
    transactionOptions: { maxWait: TRANSACTION_WAIT_MS, timeout: STATEMENT_TIMEOUT_MS },
  }).$extends({
    query: {
      async $allOperations({ model, operation, args, query }) {
        invalidateBeforeChange(model, operation, args)
        try {
          return await run({ model, operation, args }, () => query(args))
        } catch (error) {
          if (meansUnavailable(error)) {
            throw new DependencyUnavailable('database', { cause: error })
          }
          throw error
        }
      },
    },
  })
}

/**
 * The Prisma client, created on first use and shared by all bundles in the process. Every query throws
 * {@link DependencyUnavailable} while the database cannot serve.
 */
export function prisma() {
  return client.get()
}

/** Closes the connections, if any were opened: for command-line programs. */
export async function closeDatabase(): Promise<void> {
  await client.peek()?.$disconnect()
}

type Client = ReturnType<typeof prisma>

/** The models of the Prisma client, or of the transaction a data function is part of. */
export type Database = Pick<
  Client,
  Exclude<keyof Client, `$${string}` | symbol> | '$queryRaw' | '$executeRaw'
>

/** The callbacks to run after each transaction's commit. */
const afterwards = new WeakMap<Database, Set<() => void>>()

/** Runs `work` in one transaction. */
export async function inTransaction<Value>(
  work: (database: Database) => Promise<Value>,
): Promise<Value> {
  const waiting = new Set<() => void>()
  try {
    const value = await prisma().$transaction((database) => {
      afterwards.set(database, waiting)
      return work(database)
    })
    for (const run of waiting) run()
    return value
  } catch (error) {
    if (meansUnavailable(error)) throw new DependencyUnavailable('database', { cause: error })
    throw error
  }
}

/**
 * Runs a callback after the transaction has committed, and never when it is rolled back; outside a
 * transaction, at once. The same function passed several times runs once.
 *
 * @param run must not throw
 */
export function afterCommit(database: Database, run: () => void): void {
  const waiting = afterwards.get(database)
  if (waiting) waiting.add(run)
  else run()
}

/** Whether the error is a unique violation on `column` (Prisma's P2002, from any copy of the module). */
export function isUniqueViolation(error: unknown, column: string): boolean {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'P2002') return false
  return 'meta' in error && JSON.stringify(error.meta ?? {}).includes(column)
}
