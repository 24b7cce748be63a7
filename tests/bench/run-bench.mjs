import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { runNode } from '../../scripts/child.mjs'
import { removeDatabase, startDatabase } from '../../scripts/database.mjs'
import { Failure } from '../../scripts/failure.mjs'
import { migrate } from '../../scripts/migrate.mjs'
import { dataFolder, root } from '../../scripts/places.mjs'
import { freePort } from '../../scripts/ports.mjs'
import { localSecrets } from '../../scripts/secrets.mjs'
import { step } from '../../scripts/terminal.mjs'
import { benchRoot, buildBenchApp, seedProgram } from './bench-app.mjs'
import { startBenchServer } from './bench-server.mjs'
import { judged, table } from './figures.mjs'
import { measureFirstLoad, measurePages, measureSignIns } from './measures.mjs'

const ROUNDS = 3
const COST = 12

/** Builds, measures three interleaved rounds, prints the table and keeps it as JSON. */
export async function runBench() {
  await mkdir(join(dataFolder, 'bench'), { recursive: true })
  await step('Building the bench copy', buildBenchApp)
  const folder = join(dataFolder, 'bench', 'pg')
  await removeDatabase(folder) // What an earlier run left behind would be measured as well.
  const database = await step('Starting the database', () =>
    startDatabase({ folder, name: 'bench' }),
  )
  try {
    await migrate(database.url)
    const port = await freePort()
    const env = await environment(port, database.url)
    const { code, stderr } = await runNode([seedProgram], { cwd: benchRoot, env })
    if (code !== 0) throw new Failure(`The bench accounts could not be made.\n${stderr}`)
    const server = await startBenchServer({ port, env })
    try {
      await report(await measureAll(port, server))
    } finally {
      await server.stop()
    }
  } finally {
    await database.stop()
  }
}

/**
 * @param {number} port
 * @param {Awaited<ReturnType<typeof startBenchServer>>} server
 */
async function measureAll(port, server) {
  /** @type {Record<string, number[]>} */
  const rounds = {}
  for (let round = 1; round <= ROUNDS; round += 1) {
    const measured = await step(`Round ${round} of ${ROUNDS}`, async () => ({
      ...(await measureSignIns({ port, server, cost: COST })),
      ...(await measurePages({ port })),
    }))
    for (const [name, value] of Object.entries(measured)) (rounds[name] ??= []).push(value)
  }
  rounds.firstLoad = [await measureFirstLoad({ port })]
  return rounds
}

/**
 * @param {number} port
 * @param {string} databaseUrl
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
async function environment(port, databaseUrl) {
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
    BCRYPT_COST: String(COST),
    // One address makes all the sign-ins of a run.
    SIGN_IN_IP_PER_MINUTE: '1000000',
    SIGN_IN_MAX_FAILURES: '1000000',
  }
}

/** @param {Record<string, number[]>} rounds */
async function report(rounds) {
  /** @type {(name: string) => number[]} */
  const of = (name) => rounds[name] ?? []
  const figures = [
    {
      name: 'sign-ins/s ÷ hashes/s of the same pool',
      key: 'signIns',
      goal: 'at least',
      limit: 0.9,
    },
    {
      name: 'longest event-loop stall, 20 sign-ins',
      key: 'stall',
      goal: 'at most',
      limit: 40,
      unit: ' ms',
    },
    {
      name: '/dashboard median, flood ÷ idle',
      key: 'dashboardMedian',
      goal: 'at most',
      limit: 1.5,
    },
    { name: '/dashboard p99, flood ÷ idle', key: 'dashboardP99', goal: 'at most', limit: 2.5 },
    { name: '/api/health median, flood ÷ idle', key: 'healthMedian', goal: 'at most', limit: 1.5 },
    { name: '/api/health p99, flood ÷ idle', key: 'healthP99', goal: 'at most', limit: 2.5 },
    {
      name: '/dashboard/s ÷ the same page without session work',
      key: 'pages',
      goal: 'at least',
      limit: 0.75,
    },
    {
      name: 'first-load JavaScript of /sign-in over an empty page',
      key: 'firstLoad',
      goal: 'at most',
      limit: 12,
      unit: ' kB',
    },
  ].map(({ key, goal, unit = '', ...figure }) =>
    judged({
      ...figure,
      goal: goal === 'at least' ? 'at least' : 'at most',
      unit,
      rounds: of(key),
    }),
  )
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`
  console.log(`\n${table(figures)}\n\n${machine}; ratios of arms in one run, median of rounds.`)
  const folder = join(root, 'docs', 'benchmarks')
  await mkdir(folder, { recursive: true })
  const result = { takenAt: new Date().toISOString(), machine, cost: COST, figures }
  await writeFile(join(folder, 'latest.json'), `${JSON.stringify(result, null, 2)}\n`)
}
