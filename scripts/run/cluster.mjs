import {
  chmod,
  chown,
  mkdir,
  readFile,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { runAs } from './database-home.mjs'
import { messageOf } from '../failure.mjs'
import { freePort } from './ports.mjs'
import { failureFrom, runOrThrow } from './postgres-program.mjs'
import { commandLineOf } from './processes.mjs'

/* One PostgreSQL cluster, run with its own initdb and pg_ctl. It listens only on 127.0.0.1. */

const SUPERUSER = 'latchkey'
const START_PATIENCE_MS = 60_000
const MAX_LOG_BYTES = 5_000_000

/** @typedef {import('./database-home.mjs').Home} Home */
/** @typedef {import('./cluster-notes.mjs').ClusterNotes} ClusterNotes */

/** Given in the address, so that PGSSLMODE and PGOPTIONS of a shell do not count. */
const PARAMETERS = 'sslmode=disable&options=-c%20TimeZone%3DUTC'

/**
 * @param {number} port
 * @param {string} password
 * @param {string} name
 */
export function urlOf(port, password, name) {
  return `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${name}?${PARAMETERS}`
}

/**
 * Creates the cluster in a temporary folder and renames it: an interrupted initdb leaves nothing that
 * looks like a cluster.
 *
 * @param {Home} home
 * @param {string} password
 */
export async function createCluster({ data, programs, user }, password) {
  if (await stat(join(data, 'PG_VERSION')).catch(() => null)) return
  const unfinished = `${data}.${process.pid}`
  const passwordFile = `${unfinished}.password`
  await mkdir(unfinished, { recursive: true, mode: 0o711 })
  // The umask of a careful user would close it.
  if (user) await chmod(dirname(data), 0o711)
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (user) for (const path of [unfinished, passwordFile]) await chown(path, user.uid, user.gid)
  try {
    await runOrThrow(
      join(programs, 'initdb'),
      [
        ...['--pgdata', unfinished, '--username', SUPERUSER, '--pwfile', passwordFile],
        ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--no-instructions'],
        ...['--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
      ],
      user,
    )
    await rename(unfinished, data).catch(async (error) => {
      if (!(await stat(join(data, 'PG_VERSION')).catch(() => null))) throw error
    })
  } catch (error) {
    throw failureFrom(error, `The database in ${data} could not be created`)
  } finally {
    await rm(passwordFile, { force: true })
    await rm(unfinished, { recursive: true, force: true })
  }
}

/**
 * Starts the cluster unless it is running, and waits until it answers.
 *
 * @param {Home} home
 * @param {ClusterNotes} notes
 * @param {Record<string, string>} settings added to those of every cluster
 * @returns {Promise<{ port: number, startedByUs: boolean }>}
 */
export async function startCluster(home, notes, settings) {
  const deadline = Date.now() + START_PATIENCE_MS
  let lastError = /** @type {unknown} */ (null)
  let startedByUs = false
  while (Date.now() < deadline) {
    const running = await readPostmaster(home)
    if (running) {
      lastError = await probe(running.port, notes.password)
      if (lastError === null) return { port: running.port, startedByUs }
      await sleep(200) // It may be starting, recovering or stopping.
    } else {
      try {
        await launch(home, await freePort(notes.port), settings)
        startedByUs = true
      } catch (error) {
        // Another process was faster, the port was just taken, or the processes of a killed server are
        // still exiting. All of these pass quickly.
        lastError = error
        if (!/lock file|in use|could not bind/i.test(await explain(home, error))) break
        await sleep(500)
      }
    }
  }
  throw failureFrom(
    lastError && new Error(await explain(home, lastError)),
    `PostgreSQL in ${home.data} does not start`,
  )
}

/**
 * @param {Home} home
 * @param {number} port
 * @param {Record<string, string>} more
 */
async function launch({ data, programs, user }, port, more) {
  const log = join(data, 'server.log')
  const size = await stat(log).then(
    (found) => found.size,
    () => 0,
  )
  if (size > MAX_LOG_BYTES) await truncate(log)
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_connections: 200,
    ...more,
  }
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)
  const wait = ['--wait', '--timeout', String(START_PATIENCE_MS / 1000)]
  const args = ['start', '--pgdata', data, '--log', log, ...wait, '--options', flags.join(' ')]
  await runOrThrow(join(programs, 'pg_ctl'), args, user)
}

/** @param {Home} home */
export async function stopCluster(home) {
  if (!(await readPostmaster(home))) return
  const args = ['stop', '--pgdata', home.data, '--mode', 'fast', '--wait', '--timeout', '30']
  const { code, stderr } = await runAs(join(home.programs, 'pg_ctl'), args, home.user)
  if (code !== 0 && (await readPostmaster(home))) {
    throw failureFrom(new Error(stderr), `PostgreSQL in ${home.data} does not stop`)
  }
}

/**
 * Finds the running server by its lock file. A lock file that now names some other process is removed:
 * PostgreSQL would mistake that process for a server and refuse to start.
 *
 * @param {Home} home
 * @returns {Promise<{ pid: number, port: number } | null>}
 */
async function readPostmaster({ data }) {
  const file = join(data, 'postmaster.pid')
  const lines = await readFile(file, 'utf8').then(
    (text) => text.split('\n'),
    () => [],
  )
  const pid = Number(lines[0])
  if (!(pid > 0)) return null
  if (process.platform !== 'win32' && !(await commandLineOf(pid)).includes(data)) {
    await rm(file, { force: true })
    return null
  }
  return { pid, port: Number(lines[3]) }
}

/**
 * @param {number} port
 * @param {string} password
 * @returns {Promise<unknown>} null when it answers, otherwise the error
 */
async function probe(port, password) {
  const client = new pg.Client({
    connectionString: urlOf(port, password, 'postgres'),
    connectionTimeoutMillis: 5000,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.end()
    return null
  } catch (error) {
    return error
  }
}

/**
 * pg_ctl only says "examine the log output", so this adds the end of the log to the error.
 *
 * @param {Home} home
 * @param {unknown} error
 */
async function explain({ data }, error) {
  const log = await readFile(join(data, 'server.log'), 'utf8').catch(() => '')
  return `${messageOf(error)}\n${log.trimEnd().split('\n').slice(-8).join('\n')}`
}
