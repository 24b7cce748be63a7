import { createHash } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'
import { startDatabase, stopUnheldDatabase } from '../run/database.mjs'
import { createDatabase, dropDatabase } from '../run/databases.mjs'
import { migrate } from '../operate/migrate.mjs'
import { readMigrations } from '../operate/migrations.mjs'
import { dataFolder } from '../places.mjs'
import { identityOf } from '../run/processes.mjs'

/*
 * The tests' PostgreSQL, separate from the demo's. One migrated database is a template for all test
 * databases; their names carry the id of the process that owns them.
 */

const folder = join(dataFolder, 'test', 'pg')

/**
 * No need to wait for the disk: these databases do not have to survive a power failure. The server's
 * time zone is not the app's, which must not matter.
 */
const SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  timezone: 'Asia/Kathmandu',
  // Every server of a run has a pool of its own.
  max_connections: '400',
}

/** @typedef {{ url: string, template: string, prefix: string }} TestCluster */

/**
 * @returns {Promise<TestCluster & { countDeadlocks: () => Promise<number>, stop: () => Promise<void> }>}
 *   `countDeadlocks`: deadlocks in this run's databases so far; `stop` drops its databases
 */
export async function startTestCluster() {
  const { url, stop } = await startDatabase({ folder, name: 'postgres', settings: SETTINGS })
  const prefix = `test_${process.pid}_`
  await dropLeftovers(url)
  const template = await makeTemplate(url, prefix)
  return {
    ...{ url, template, prefix },
    countDeadlocks: async () => {
      const [row] = await query(
        url,
        `SELECT coalesce(sum(deadlocks), 0)::int AS count FROM pg_stat_database
          WHERE starts_with(datname, '${prefix}')`,
      )
      return Number(row?.count)
    },
    stop: async () => {
      const own = (await databaseNames(url)).filter((name) => name.startsWith(prefix))
      // At once: each waits for a checkpoint, which they share.
      await Promise.all(own.map((name) => dropDatabase(withName(url, name))))
      await stop()
    },
  }
}

/**
 * @param {TestCluster} cluster
 * @param {string} name unique within the run
 * @returns {Promise<string>} the URL of a new migrated database
 */
export async function newTestDatabase({ url, template, prefix }, name) {
  const own = withName(url, `${prefix}${name}`)
  await createDatabase(own, { template })
  return own
}

/**
 * @param {TestCluster} cluster
 * @param {string} name unique within the run
 * @returns {Promise<string>} the URL of a new database without tables
 */
export async function newEmptyDatabase({ url, prefix }, name) {
  const own = withName(url, `${prefix}${name}`)
  await createDatabase(own)
  return own
}

/**
 * Replaces the database of that name, so that a test needing thousands keeps only one.
 *
 * @param {TestCluster} cluster
 * @param {string} name
 */
export async function replaceTestDatabase(cluster, name) {
  await dropDatabase(withName(cluster.url, `${cluster.prefix}${name}`))
  return newTestDatabase(cluster, name)
}

/** Stops the cluster a killed test run left running. */
export async function stopTestCluster() {
  await stopUnheldDatabase(folder)
}

/**
 * Named after its migrations, and renamed only once complete, so that a half-made template is never used.
 *
 * @param {string} url
 * @param {string} prefix
 */
async function makeTemplate(url, prefix) {
  const hash = createHash('sha256').update(JSON.stringify(await readMigrations()))
  const template = `template_${hash.digest('hex').slice(0, 16)}`
  if ((await databaseNames(url)).includes(template)) return template
  const unfinished = `${prefix}template`
  await createDatabase(withName(url, unfinished))
  await migrate(withName(url, unfinished))
  await query(url, `ALTER DATABASE ${unfinished} RENAME TO ${template}`).catch(async (error) => {
    // Another run was faster.
    if (!(await databaseNames(url)).includes(template)) throw error
  })
  return template
}

/**
 * Drops the databases of killed runs.
 *
 * @param {string} url
 */
async function dropLeftovers(url) {
  for (const name of await databaseNames(url)) {
    const pid = /^test_(\d+)_/.exec(name)?.[1]
    if (pid && (await identityOf(Number(pid))) === null) await dropDatabase(withName(url, name))
  }
}

/** @param {string} url */
async function databaseNames(url) {
  return (await query(url, 'SELECT datname FROM pg_database')).map((row) => String(row.datname))
}

/**
 * @param {string} url
 * @param {string} sql
 * @returns {Promise<Record<string, unknown>[]>}
 */
async function query(url, sql) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/**
 * @param {string} url
 * @param {string} name
 */
function withName(url, name) {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}
