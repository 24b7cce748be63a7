import { PrismaPg } from '@prisma/adapter-pg'
import { env } from '@/lib/env'
import { DependencyUnavailable } from '@/lib/unavailable'
import { Prisma, PrismaClient } from './generated/client'

const CLIENT = Symbol.for('latchkey.prisma')
type Global = typeof globalThis & { [CLIENT]?: ReturnType<typeof createClient> }

const MAX_CONNECTIONS = 10
const CONNECTION_TIMEOUT_MS = 3000
const STATEMENT_TIMEOUT_MS = 5000
/** For a connection, when all are in use: Prisma's own 2 s turn a burst into an outage. */
const TRANSACTION_WAIT_MS = 8000

function createClient() {
  const adapter = new PrismaPg({
    connectionString: env().DATABASE_URL,
    // adapter-pg writes timestamps without an offset: the session must read them as UTC.
    // https://github.com/prisma/prisma/issues/26786
    options: '-c TimeZone=UTC',
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
  })
  return new PrismaClient({
    adapter,
    transactionOptions: { maxWait: TRANSACTION_WAIT_MS, timeout: STATEMENT_TIMEOUT_MS },
  }).$extends({
    query: {
      async $allOperations({ args, query }) {
        try {
          return await query(args)
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
 * The client, made at the first use and shared by all of the process's bundles.
 * Every query throws {@link DependencyUnavailable} while the database cannot serve.
 */
export function prisma() {
  return ((globalThis as Global)[CLIENT] ??= createClient())
}

/** What a data function needs: the client itself or the transaction it is part of. */
export type Database = Pick<
  ReturnType<typeof prisma>,
  'user' | 'session' | 'pendingSignUp' | 'linkToken' | 'outboxMail' | '$queryRaw' | '$executeRaw'
>

/** Runs rows that belong together as one transaction. */
export async function inTransaction<Value>(
  work: (database: Database) => Promise<Value>,
): Promise<Value> {
  try {
    return await prisma().$transaction(work)
  } catch (error) {
    if (meansUnavailable(error)) throw new DependencyUnavailable('database', { cause: error })
    throw error
  }
}

/** Prisma's codes for "no connection", "timed out", "closed", "too many connections". */
const UNAVAILABLE_PRISMA_CODES = new Set([
  'P1000',
  'P1001',
  'P1002',
  'P1003',
  'P1008',
  'P1010',
  'P1011',
  'P1017',
  'P2024',
  'P2028',
  'P2037',
  'P2039',
])

/** PostgreSQL's classes for connection trouble, shutdown, resources, and read-only servers. */
const UNAVAILABLE_SQLSTATES = /^(08|53|57P|25006|57014|58)/

const UNAVAILABLE_TEXT =
  /ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|connection terminated|timeout exceeded|timeout expired|server closed|query read timeout|can't reach database|read-only transaction/i

function meansUnavailable(error: unknown): boolean {
  if (error instanceof DependencyUnavailable) return true
  if (error instanceof Prisma.PrismaClientInitializationError) return true
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (UNAVAILABLE_PRISMA_CODES.has(code)) return true
  const sqlState = sqlStateOf(error)
  if (sqlState) return UNAVAILABLE_SQLSTATES.test(sqlState)
  return UNAVAILABLE_TEXT.test(error.message) || meansUnavailable(error.cause)
}

/** adapter-pg keeps PostgreSQL's own code under `originalCode`, directly or under `meta`. */
function sqlStateOf(error: Error): string | undefined {
  const meta = 'meta' in error ? error.meta : undefined
  const candidates: unknown[] = [error, error.cause, meta]
  for (const candidate of candidates) {
    const found = JSON.stringify(candidate ?? null)?.match(/"originalCode":"([0-9A-Z]{5})"/)
    if (found) return found[1]
  }
  return undefined
}

/** True when a write met a unique constraint on `column`. */
export function isUniqueViolation(error: unknown, column: string): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002')
    return false
  return JSON.stringify(error.meta ?? {}).includes(`${column}`)
}
