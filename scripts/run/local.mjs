import { mkdir, readdir, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { endPrograms, runNode } from '../child.mjs'
import { removeDatabase, startDatabase } from './database.mjs'
import { Failure } from '../failure.mjs'
import { Interrupted, watchSignals } from './interrupt.mjs'
import { startServer, waitUntilItAnswers } from './local-server.mjs'
import { migrate } from '../operate/migrate.mjs'
import { dataFolder, root } from '../places.mjs'
import { freePort } from './ports.mjs'
import { claimPort, endOrphans } from './running.mjs'
import { localSecrets } from './secrets.mjs'
import { hasAccounts } from './has-accounts.mjs'
import { step, styled } from '../terminal.mjs'
import { productFact } from '../product.mjs'

/* What the demo and the development server share: everything but the build. */

const clusterFolder = join(dataFolder, 'pg')

/** The tests' own files, which may be in use, and the notes about running servers. */
const KEPT_BY_RESET = new Set(['test', 'servers'])

/**
 * @typedef {object} LocalRun
 * @property {'demo' | 'development'} mode
 * @property {import('./local-settings.mjs').LocalSettings} settings
 * @property {string} command    the npm script, for remedies
 * @property {string} distFolder
 * @property {() => Promise<string>} prepare compiles the programs; returns their folder
 * @property {string | undefined} logFile the server's log; the terminal when absent
 */

/**
 * Serves until a signal arrives or the server exits, then stops everything it started.
 *
 * @param {LocalRun} run
 */
export async function serveLocally(run) {
  const { unlessInterrupted, again } = watchSignals()
  try {
    const port = await choosePort()
    await mkdir(dataFolder, { recursive: true, mode: 0o711 })
    await claimPort(port, run.command)
    const programs = await unlessInterrupted(run.prepare())
    const { databaseUrl } = run.settings
    const database = await step('Starting the database', () => openDatabase(databaseUrl))
    try {
      const env = await environment({ ...run, port, databaseUrl: database.url })
      const isSeeded = await unlessInterrupted(
        prepareData({ url: database.url, programs, env, isOurs: databaseUrl === undefined }),
      )
      await serve({ ...run, port, programs, env, isSeeded, unlessInterrupted, again })
    } finally {
      await database.stop()
    }
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error
    endPrograms()
    console.log('Stopped.')
  }
}

/**
 * @param {LocalRun & { port: number, programs: string, env: NodeJS.ProcessEnv, isSeeded: boolean } &
 *   ReturnType<typeof watchSignals>} options
 */
async function serve({ port, programs, env, isSeeded, logFile, unlessInterrupted, again }) {
  const server = await startServer({ program: join(programs, 'serve.mjs'), port, env, logFile })
  void again.then(server.kill)
  try {
    const answering = waitUntilItAnswers(server, { port, logFile })
    await step('Starting the server', () => unlessInterrupted(answering))
    await printWelcome({ programs, url: env.AUTH_URL ?? '', isSeeded, logFile })
    const code = await unlessInterrupted(server.ended)
    const where = logFile === undefined ? '' : ` See ${relative(root, logFile)}.`
    throw new Failure(`The server exited on its own (exit code ${code}).${where}`)
  } finally {
    await server.stop()
  }
}

/** Stops what a killed launcher left running, and deletes everything but the tests' files. */
export async function resetLocally() {
  const running = await endOrphans()
  if (running.some(({ mode }) => mode !== 'test')) {
    throw new Failure(
      `${productFact('name')} is running. Press Ctrl-C where it was started, then reset.`,
    )
  }
  await removeDatabase(clusterFolder)
  for (const name of await readdir(dataFolder).catch(() => [])) {
    if (!KEPT_BY_RESET.has(name)) await rm(join(dataFolder, name), { recursive: true, force: true })
  }
}

async function choosePort() {
  const text = process.env.PORT || '3000'
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new Failure(`PORT is "${text}"; it must be a number from 1 to 65535.`)
  }
  return port === 0 ? freePort() : port
}

/** @param {string | undefined} url the one to use; without it the embedded one is started */
async function openDatabase(url) {
  if (url !== undefined) return { url, stop: async () => {} }
  return startDatabase({ folder: clusterFolder, name: 'latchkey' })
}

/**
 * Settings take precedence over generated values.
 *
 * @param {LocalRun & { port: number, databaseUrl: string }} options
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
async function environment({ mode, settings, port, distFolder, databaseUrl }) {
  const secrets = await localSecrets()
  return {
    AUTH_URL: `http://localhost:${port}`,
    AUTH_SECRET: secrets.authSecret,
    PASSWORD_PEPPER: secrets.passwordPepper,
    ...settings.env,
    NODE_ENV: mode === 'development' ? 'development' : 'production',
    LATCHKEY_MODE: mode,
    LATCHKEY_DIST_DIR: distFolder,
    PORT: String(port),
    DATABASE_URL: databaseUrl,
  }
}

/**
 * The demo accounts have published passwords, so they are created only in a database that was started
 * here, or that has no accounts yet.
 *
 * @param {{ url: string, programs: string, env: NodeJS.ProcessEnv, isOurs: boolean }} options
 * @returns {Promise<boolean>} whether the demo accounts are there
 */
function prepareData({ url, programs, env, isOurs }) {
  return step('Migrating the database', async () => {
    await migrate(url)
    if (!isOurs && (await hasAccounts(url))) return false
    const { code, stderr } = await runNode([join(programs, 'seed.mjs')], { env })
    if (code !== 0) throw new Failure(`The demo accounts could not be created.\n${stderr}`)
    return true
  })
}

/** @param {{ programs: string, url: string, isSeeded: boolean, logFile: string | undefined }} options */
async function printWelcome({ programs, url, isSeeded, logFile }) {
  const compiled = pathToFileURL(join(programs, 'demo-accounts.mjs')).href
  /** @type {typeof import('../../prisma/demo-accounts')} */
  const { DEMO_ACCOUNTS, DEMO_PASSWORD, DEMO_TWO_FACTOR } = await import(compiled)
  const rows = DEMO_ACCOUNTS.map(({ email, username, role, state }) =>
    [email.padEnd(24), username.padEnd(12), role.padEnd(7), state === 'active' ? '' : state]
      .join('')
      .trimEnd(),
  )
  const lines = [
    `${styled('bold', `${productFact('name')} is running at`)} ${styled('cyan', url)}`,
    ...(isSeeded
      ? [
          `Demo accounts, all with the password ${styled('bold', DEMO_PASSWORD)}`,
          rows.map((row) => `  ${row}`).join('\n'),
          `Two-factor: secret ${DEMO_TWO_FACTOR.secret}, recovery codes ${DEMO_TWO_FACTOR.recoveryCodes[0]} to ${DEMO_TWO_FACTOR.recoveryCodes.at(-1)?.slice(-4)}`,
        ]
      : ['This database already has accounts, so no demo accounts were added.']),
    `${logFile === undefined ? '' : `Log: ${relative(root, logFile)}. `}Press Ctrl-C to stop everything.`,
  ]
  console.log(`\n${lines.join('\n\n')}\n`)
}
