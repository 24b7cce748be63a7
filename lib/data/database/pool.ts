import pg from 'pg'
import { seconds } from '@/lib/domain/time'
import { env } from '@/lib/env'
import { traced } from '@/lib/platform/tracing'
import { processWide } from '@/lib/platform/process-wide'
import { DependencyUnavailable } from '@/lib/platform/unavailable'
import { meansUnavailable } from './outage'
import { CheckedPool } from './checked-pool'
import { isPooled } from './pooler'

const shared = processWide('pool', createPool)
/** Known from the first connection on. */
const pooler = processWide('pooler', () => ({ isThere: false }))

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
  const Pool = env().LATCHKEY_RUNTIME === 'functions' ? CheckedPool : pg.Pool
  const created = new Pool({
    connectionString: env().DATABASE_URL,
    max: env().DATABASE_POOL_MAX,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
    // eslint-disable-next-line @typescript-eslint/no-misused-promises -- The pool awaits it; its types are older.
    onConnect: prepareConnection,
  })
  // An idle connection that breaks is replaced; without a listener it would end the process.
  created.on('error', () => {})
  return created
}

/**
 * Sets up a connection before its first query. Start-up parameters would save the round trip, but
 * poolers refuse them or leave them out; a time zone that is set they carry along.
 */
async function prepareConnection(client: pg.ClientBase): Promise<void> {
  // adapter-pg reads and writes timestamps without their offset: the session's zone must be UTC.
  // https://github.com/prisma/prisma/issues/26786
  await client.query(`SET TIME ZONE 'UTC'; SET statement_timeout = ${STATEMENT_TIMEOUT_MS}`)
  pooler.get().isThere = await isPooled(client)
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
    // Older poolers pass a statement to a process that does not know its name.
    (await pool().query({ ...(pooler.get().isThere ? {} : { name }), text, values })).rows,
)
