import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { MS_PER_SECOND } from '@/lib/domain/time'
import { isPooled } from './pooler'

const TIMEOUT_MS = 5000

/** Facts about the database, for the doctor. */
export type DatabaseFacts = {
  /** The fastest of a few minimal round trips. */
  latencyMs: number
  /** As PostgreSQL writes it, such as `18.4`. */
  version: string
  majorVersion: number
  isReadOnly: boolean
  isEncrypted: boolean
  isSuperuser: boolean
  /** A pooler such as PgBouncer stands between. */
  isPooled: boolean
  /** Whether `SET TIME ZONE` still holds in the next query. */
  keepsTimeZone: boolean
  /** A pooler gives each client's prepared statements names of its own: PgBouncer from 1.21 on. */
  renamesStatements: boolean
  usedConnections: number
  maxConnections: number
  /** How far its clock is ahead of ours, negative when behind; accurate to half the latency. */
  clockAheadMs: number
  migrations: MigrationFacts
}

type ServerFacts = Omit<
  DatabaseFacts,
  'isPooled' | 'keepsTimeZone' | 'renamesStatements' | 'clockAheadMs' | 'latencyMs' | 'migrations'
>

/** Names of migrations by problem. */
type MigrationFacts = {
  missing: string[]
  /** Applied, but different from this version's file. */
  edited: string[]
  unfinished: string[]
  /** Applied by another version of the app. */
  unknown: string[]
}

const FACTS = `
  SELECT current_setting('server_version') AS version,
         current_setting('server_version_num')::int / 10000 AS "majorVersion",
         (pg_is_in_recovery() OR current_setting('default_transaction_read_only') = 'on') AS "isReadOnly",
         coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false) AS "isEncrypted",
         current_setting('is_superuser') = 'on' AS "isSuperuser",
         (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend')
           AS "usedConnections",
         current_setting('max_connections')::int AS "maxConnections"`

/**
 * Reads the facts through a connection of its own, so that it works where the application's pool does
 * not.
 *
 * @param clock returns the current time
 * @throws the driver's error when the database cannot be reached or queried
 */
export async function readDatabaseFacts(url: string, clock: () => Date): Promise<DatabaseFacts> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: TIMEOUT_MS,
    query_timeout: TIMEOUT_MS,
  })
  client.on('error', () => {}) // A connection lost later surfaces in the query that needs it.
  await client.connect()
  try {
    const { rows } = await client.query<ServerFacts>(FACTS)
    const [facts] = rows
    if (!facts) throw new Error('The database returned no row')
    return {
      ...facts,
      isPooled: await isPooled(client),
      keepsTimeZone: await keepsTimeZone(client),
      renamesStatements: await renamesStatements(client),
      ...(await compareClocks(client, clock)),
      migrations: await compareMigrations(client),
    }
  } finally {
    await client.end()
  }
}

/** Asked in several queries, since a pooler may send each to another connection. */
async function keepsTimeZone(client: pg.Client): Promise<boolean> {
  await client.query(`SET TIME ZONE 'UTC'`)
  for (let round = 0; round < 3; round += 1) {
    const { rows } = await client.query<{ zone: string }>(
      `SELECT current_setting('TimeZone') AS zone`,
    )
    if (rows[0]?.zone !== 'UTC') return false
  }
  return true
}

/** Leaves no statement behind on a connection that others use next. */
async function renamesStatements(client: pg.Client): Promise<boolean> {
  const name = `latchkey_${randomUUID()}`
  await client.query('BEGIN')
  await client.query({ name, text: 'SELECT 1' })
  const { rowCount } = await client.query('SELECT FROM pg_prepared_statements WHERE name = $1', [
    name,
  ])
  if (rowCount === 1) await client.query(`DEALLOCATE "${name}"`)
  await client.query('COMMIT')
  return rowCount === 0
}

/** Uses the fastest of three round trips, which is the most accurate. */
async function compareClocks(client: pg.Client, clock: () => Date) {
  let best = { latencyMs: Infinity, clockAheadMs: 0 }
  for (let round = 0; round < 3; round += 1) {
    const startedAt = clock().getTime()
    const startedMs = performance.now()
    const { rows } = await client.query<{ at: number }>(
      'SELECT extract(epoch FROM clock_timestamp())::float8 AS at',
    )
    const latencyMs = performance.now() - startedMs
    const theirs = (rows[0]?.at ?? 0) * MS_PER_SECOND
    const clockAheadMs = theirs - (startedAt + latencyMs / 2)
    if (latencyMs < best.latencyMs) best = { latencyMs, clockAheadMs }
  }
  return best
}

async function compareMigrations(client: pg.Client): Promise<MigrationFacts> {
  const onDisk = await checksumsOnDisk()
  const applied = await readApplied(client)
  const names = [...onDisk.keys()].sort()
  const seen = applied.filter(({ finished }) => finished)
  return {
    missing: names.filter((name) => !seen.some((row) => row.name === name)),
    edited: seen
      .filter(({ name, checksum }) => onDisk.has(name) && onDisk.get(name) !== checksum)
      .map(({ name }) => name),
    unfinished: applied.filter(({ finished }) => !finished).map(({ name }) => name),
    unknown: seen.filter(({ name }) => !onDisk.has(name)).map(({ name }) => name),
  }
}

async function readApplied(
  client: pg.Client,
): Promise<{ name: string; checksum: string; finished: boolean }[]> {
  const table = await client.query<{ exists: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS "exists"`,
  )
  if (!table.rows[0]?.exists) return []
  const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  )
  return rows
}

async function checksumsOnDisk(): Promise<Map<string, string>> {
  const folder = join(/* turbopackIgnore: true */ process.cwd(), 'prisma', 'migrations')
  const entries = await readdir(folder, { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  const checksums = folders.map(async (name) => {
    const sql = await readFile(join(folder, name, 'migration.sql'))
    return [name, createHash('sha256').update(sql).digest('hex')] as const
  })
  return new Map(await Promise.all(checksums))
}

/**
 * Whether notifications can be received there.
 *
 * @throws the driver's error when the database cannot be reached
 */
export async function isDirect(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: TIMEOUT_MS })
  client.on('error', () => {})
  await client.connect()
  try {
    return !(await isPooled(client))
  } finally {
    await client.end()
  }
}
