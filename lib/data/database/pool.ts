import pg from 'pg'
import { seconds } from '@/lib/domain/time'
import { env } from '@/lib/env'
import { traced } from '@/lib/platform/tracing'
import { processWide } from '@/lib/platform/process-wide'
import { DependencyUnavailable } from '@/lib/platform/unavailable'
import { meansUnavailable } from './outage'

const shared = processWide('pool', createPool)

const MAX_CONNECTIONS = 10
const CONNECTION_TIMEOUT_MS = seconds(3)
export const STATEMENT_TIMEOUT_MS = seconds(5)

/** The process's connection pool, shared by Prisma and {@link prepared}. */
export function pool(): pg.Pool {
  return shared.get()
}

/** Connection counts of the pool; all zero before the first query. */
export function poolLoad(): { total: number; idle: number; waiting: number } {
  const { totalCount = 0, idleCount = 0, waitingCount = 0 } = shared.peek() ?? {}
  return { total: totalCount, idle: idleCount, waiting: waitingCount }
}

function createPool(): pg.Pool {
  const created = new pg.Pool({
    connectionString: env().DATABASE_URL,
    // adapter-pg writes timestamps without an offset: the session must read them as UTC.
    // https://github.com/prisma/prisma/issues/26786
    options: '-c TimeZone=UTC',
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
  })
  // An idle connection that breaks is replaced; without a listener it would end the process.
  created.on('error', () => {})
  return created
}

/**
 * Runs a prepared statement without Prisma, whose overhead is ten times the look-up itself: for queries
 * that run on every request.
 *
 * @param name the statement's name, unique in the process
 * @throws DependencyUnavailable while the database cannot serve
 */
export async function prepared<Row extends pg.QueryResultRow>(
  name: string,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  try {
    // The statement decides what its rows are.
    return (await query(name, text, values)) as Row[]
  } catch (error) {
    if (meansUnavailable(error)) throw new DependencyUnavailable('database', { cause: error })
    throw error
  }
}

const query = traced(
  'statement',
  async (name: string, text: string, values: unknown[]): Promise<pg.QueryResultRow[]> =>
    (await pool().query({ name, text, values })).rows,
)
