import { createHash, randomUUID } from 'node:crypto'
import pg from 'pg'
import { Failure, isCommand, messageOf, runAsCommand } from '../failure.mjs'
import { readMigrations } from './migrations.mjs'
import { root } from '../places.mjs'
import { unreadableEnvFile } from '../run/env-files.mjs'

/** Prisma's own advisory lock: its command line and this runner exclude each other. */
const LOCK = 72_707_369

const CREATE_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`

/** How long to wait for another runner, or for a table that somebody holds. */
const LOCK_TIMEOUT_SECONDS = 60
const LOCK_NOT_AVAILABLE = '55P03'

/**
 * Applies pending migrations like `prisma migrate deploy`, and records them in the same table. Safe to
 * run twice at once: the second run waits, then finds less to do. The lock ends with its transaction, so
 * it never stays on a connection that a pooler hands to another client.
 *
 * @param {string} url
 * @param {{ folder?: string, lockTimeoutSeconds?: number }} [options] folder: where the migrations are
 * @returns {Promise<string[]>} the names of the migrations applied by this call
 * @throws {Failure} an applied migration was edited, an earlier one failed, one does not apply, or
 *   somebody else held its lock or its table for too long
 */
export async function migrate(url, { folder, lockTimeoutSeconds = LOCK_TIMEOUT_SECONDS } = {}) {
  const migrations = await readMigrations(folder)
  const client = await connect(url)
  const done = []
  try {
    await alone(client, lockTimeoutSeconds, () => client.query(CREATE_TABLE))
    for (const { name, sql } of migrations) {
      const isNew = await alone(client, lockTimeoutSeconds, async () => {
        const applied = (await readApplied(client)).get(name)
        if (!isPending(name, sql, applied)) return false
        await apply(client, name, sql)
        return true
      })
      if (isNew) done.push(name)
    }
    return done
  } finally {
    await client.end()
  }
}

/**
 * Runs `work` in a transaction during which no other runner works on this database.
 *
 * @template Value
 * @param {pg.Client} client
 * @param {number} lockTimeoutSeconds
 * @param {() => Promise<Value>} work
 * @returns {Promise<Value>}
 */
async function alone(client, lockTimeoutSeconds, work) {
  try {
    await client.query('BEGIN')
    await client.query(
      `SET LOCAL TIME ZONE 'UTC'; SET LOCAL lock_timeout = '${lockTimeoutSeconds}s'; SET LOCAL statement_timeout = 0`,
    )
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK])
    const value = await work()
    await client.query('COMMIT')
    return value
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {}) // A lost connection has rolled back already.
    if (isLockTimeout(error)) {
      throw new Failure(
        `Another migration has been running for more than ${lockTimeoutSeconds} seconds. Wait until ` +
          `it is done and run this again; pg_locks (locktype advisory, objid ${LOCK}) shows who runs it.`,
        { cause: error },
      )
    }
    throw error
  }
}

/** @param {unknown} error */
function isLockTimeout(error) {
  return error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE
}

/** @param {string} url */
async function connect(url) {
  try {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => {}) // A connection lost later surfaces in the query that needs it.
    await client.connect()
    return client
  } catch (error) {
    throw new Failure(`Cannot reach the database: ${messageOf(error)}. Check DATABASE_URL.`)
  }
}

/**
 * @param {pg.Client} client
 * @returns {Promise<Map<string, { checksum: string, finished: boolean }>>} by migration name
 */
async function readApplied(client) {
  const { rows } = await client.query(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  )
  return new Map(rows.map((row) => [row.name, row]))
}

/**
 * @param {string} name
 * @param {string} sql
 * @param {{ checksum: string, finished: boolean } | undefined} applied
 */
function isPending(name, sql, applied) {
  if (applied === undefined) return true
  if (!applied.finished) {
    throw new Failure(
      `Migration ${name} started on this database and did not finish. Undo by hand what it left ` +
        `behind, then: UPDATE _prisma_migrations SET rolled_back_at = now() ` +
        `WHERE migration_name = '${name}' AND finished_at IS NULL; and run this again.`,
    )
  }
  if (applied.checksum !== checksumOf(sql)) {
    throw new Failure(
      `Migration ${name} was edited after it had been applied to this database. Restore ` +
        `prisma/migrations/${name}/migration.sql and put the change into a new migration.`,
    )
  }
  return false
}

/**
 * Applies a migration within its transaction: a crash leaves nothing half done. A failed one is recorded
 * as rolled back, so it can be corrected and run again.
 *
 * @param {pg.Client} client
 * @param {string} name
 * @param {string} sql
 */
async function apply(client, name, sql) {
  const row = [randomUUID(), checksumOf(sql), name]
  try {
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at)
       VALUES ($1, $2, $3, clock_timestamp())`,
      row,
    )
    await client.query(sql)
    await client.query(
      `UPDATE _prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1
        WHERE id = $1`,
      row.slice(0, 1),
    )
  } catch (error) {
    await client.query('ROLLBACK')
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, logs, rolled_back_at)
       VALUES ($1, $2, $3, $4, now())`,
      [...row, messageOf(error)],
    )
    const reason = isLockTimeout(error)
      ? 'a table it changes is in use by a longer query. Run this again when that is done, or end it: ' +
        "SELECT pid, query FROM pg_stat_activity WHERE state <> 'idle' shows who runs it."
      : messageOf(error)
    throw new Failure(`Migration ${name} failed and was rolled back: ${reason}`, { cause: error })
  }
}

/** @param {string} sql */
function checksumOf(sql) {
  return createHash('sha256').update(sql).digest('hex')
}

/** Like `npm start`: the shell takes precedence over env files. */
async function loadEnvironmentFiles() {
  const problem = unreadableEnvFile(root)
  if (problem !== null) throw new Failure(problem)
  const { default: nextEnv } = await import('@next/env')
  nextEnv.loadEnvConfig(root, false, { info: () => {}, error: () => {} })
}

async function main() {
  await loadEnvironmentFiles()
  const url = process.env.DATABASE_DIRECT_URL || process.env.DATABASE_URL
  if (!url) throw new Failure('DATABASE_URL is missing. Set it to the database to migrate.')
  const names = await migrate(url)
  for (const name of names) console.log(`Applied ${name}`)
  if (names.length === 0) console.log('Nothing to apply: the database is up to date.')
}

if (isCommand(import.meta.url)) await runAsCommand(main)
