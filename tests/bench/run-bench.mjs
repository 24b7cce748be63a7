import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { runNode } from '../../scripts/child.mjs'
import { removeDatabase, startDatabase } from '../../scripts/run/database.mjs'
import { Failure } from '../../scripts/failure.mjs'
import { migrate } from '../../scripts/operate/migrate.mjs'
import { dataFolder } from '../../scripts/places.mjs'
import { freePort } from '../../scripts/run/ports.mjs'
import { localSecrets } from '../../scripts/run/secrets.mjs'
import { step } from '../../scripts/terminal.mjs'
import { ARMS } from './arms.mjs'
import { benchRoot, buildBenchApp, seedProgram } from './bench-app.mjs'
import { startBenchServer } from './bench-server.mjs'
import { judged, table } from './figures.mjs'
import { keepResult, machine } from './results.mjs'

const COST = 12

/** A trial run takes a tenth of the time and does not replace stored results. */
const QUICK_PACE = 0.1
const QUICK_COST = 10

/**
 * Builds, measures each arm in turn, prints the tables and stores them as JSON.
 *
 * @param {readonly string[]} names of the arms; empty for all
 * @param {{ isQuick?: boolean }} [options] quick: only to check that the arms run
 */
export async function runBench(names, { isQuick = false } = {}) {
  const unknown = names.find((name) => !Object.hasOwn(ARMS, name))
  if (unknown !== undefined) {
    const known = Object.keys(ARMS).join(', ')
    throw new Failure(`There is nothing to measure called "${unknown}". There is: ${known}.`)
  }
  await mkdir(join(dataFolder, 'bench'), { recursive: true })
  await step('Building the bench copy', buildBenchApp)
  const folder = join(dataFolder, 'bench', 'pg')
  await removeDatabase(folder) // Leftovers of an earlier run would be measured too.
  const database = await step('Starting the database', () =>
    startDatabase({ folder, name: 'bench' }),
  )
  try {
    await migrate(database.url)
    const cost = isQuick ? QUICK_COST : COST
    const envFor = (/** @type {number} */ port) => environment(port, database.url, cost)
    const port = await freePort()
    const env = await envFor(port)
    const { code, stderr } = await runNode([seedProgram], { cwd: benchRoot, env })
    if (code !== 0) throw new Failure(`The bench accounts could not be made.\n${stderr}`)
    const server = await startBenchServer({ port, env })
    try {
      const bench = { port, server, cost, envFor, pace: isQuick ? QUICK_PACE : 1 }
      for (const name of names.length > 0 ? names : Object.keys(ARMS)) await runArm(name, bench)
    } finally {
      await server.stop()
    }
  } finally {
    await database.stop()
  }
}

/**
 * @param {string} name
 * @param {import('./arms.mjs').Bench} bench
 */
async function runArm(name, bench) {
  const arm = ARMS[name]
  if (!arm) return
  /** @type {Record<string, number[]>} */
  const rounds = {}
  const isQuick = bench.pace < 1
  const count = isQuick ? 1 : arm.rounds
  for (let round = 1; round <= count; round += 1) {
    const measured =
      count === 1
        ? await arm.measure(bench)
        : await step(`${name}, round ${round} of ${count}`, () => arm.measure(bench))
    for (const [key, value] of Object.entries(measured)) (rounds[key] ??= []).push(value)
  }
  const figures = arm.figures.map(({ key, unit = '', ...figure }) =>
    judged({ ...figure, unit, rounds: rounds[key] ?? [] }),
  )
  console.log(`\n${table(figures)}\n\n${machine()}; ratios of arms in one run, median of rounds.\n`)
  await keepResult(name, { cost: bench.cost, figures }, { isQuick })
}

/**
 * @param {number} port
 * @param {string} databaseUrl
 * @param {number} cost
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
async function environment(port, databaseUrl, cost) {
  const secrets = await localSecrets()
  return {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    LATCHKEY_MODE: 'test',
    LATCHKEY_DIST_DIR: '.next',
    LOG_LEVEL: 'silent',
    AUTH_URL: `http://localhost:${port}`,
    AUTH_SECRET: secrets.authSecret,
    PASSWORD_PEPPER: secrets.passwordPepper,
    DATABASE_URL: databaseUrl,
    BCRYPT_COST: String(cost),
    FLOW_INSPECTOR: 'off',
    // One address makes all sign-ins of a run.
    SIGN_IN_IP_PER_MINUTE: '1000000',
    SIGN_IN_MAX_FAILURES: '1000000',
  }
}
