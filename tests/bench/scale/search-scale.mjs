import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import pg from 'pg'
import { startDatabase } from '../../../scripts/database.mjs'
import { createDatabase } from '../../../scripts/databases.mjs'
import { isCommand, runAsCommand } from '../../../scripts/failure.mjs'
import { migrate } from '../../../scripts/migrate.mjs'
import { dataFolder, root } from '../../../scripts/places.mjs'
import { step } from '../../../scripts/terminal.mjs'
import { fillUsers } from '../fill-users.mjs'
import { median, rounded } from '../figures.mjs'

/*
 * How the pages about users grow from 10^3 to 10^6 of them: two databases in one PostgreSQL, asked in
 * turns. `node tests/bench/scale/search-scale.mjs`; the databases stay for the next run.
 */

const SIZES = /** @type {const} */ ([1_000, 1_000_000])
const ROUNDS = 3
const FILL_AT_ONCE = 250_000

const folder = join(dataFolder, 'bench', 'scale')
const program = join(folder, 'search-rounds.mjs')

/** @returns {Promise<Record<string, { small: number, large: number, ratio: number }>>} */
export async function measureSearchScale() {
  await mkdir(folder, { recursive: true })
  await compileProgram()
  const database = await startDatabase({ folder: join(folder, 'pg'), name: 'postgres' })
  /** @type {import('node:child_process').ChildProcess[]} */
  const children = []
  try {
    for (const size of SIZES) {
      const url = await step(`Filling ${size} users`, () => filled(database.url, size))
      children.push(fork(program, { cwd: root, env: environment(url) }))
    }
    return await interleaved(children)
  } finally {
    for (const child of children) {
      child.disconnect()
      await once(child, 'exit')
    }
    await database.stop()
  }
}

async function compileProgram() {
  await build({
    entryPoints: [join(root, 'tests/bench/scale/search-rounds.ts')],
    outfile: program,
    bundle: true,
    ...{ platform: 'node', format: 'esm', target: 'node20', packages: 'external' },
    alias: { '@': root },
    logLevel: 'silent',
  })
}

/**
 * @param {string} cluster
 * @param {number} size
 */
async function filled(cluster, size) {
  const url = new URL(cluster)
  url.pathname = `/users_${size}`
  await createDatabase(url.href)
  await migrate(url.href)
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    const { rows } = await client.query('SELECT count(*)::int AS there FROM users')
    for (let from = rows[0].there + 1; from <= size; from += FILL_AT_ONCE) {
      await fillUsers(client, { from, to: Math.min(size, from + FILL_AT_ONCE - 1) })
    }
  } finally {
    await client.end()
  }
  return url.href
}

/**
 * @param {string} databaseUrl
 * @returns {NodeJS.ProcessEnv}
 */
function environment(databaseUrl) {
  return {
    PATH: process.env.PATH,
    ...{ NODE_ENV: 'production', LATCHKEY_MODE: 'test', LOG_LEVEL: 'silent' },
    AUTH_URL: 'http://localhost:3000',
    AUTH_SECRET: 'bench-auth-secret-of-at-least-32-characters',
    PASSWORD_PEPPER: 'bench:bench-pepper-of-at-least-32-characters',
    DATABASE_URL: databaseUrl,
  }
}

/** @param {readonly import('node:child_process').ChildProcess[]} children the smaller one first */
async function interleaved(children) {
  /** @type {Record<string, [number[], number[]]>} */
  const times = {}
  // The first round warms caches, and is thrown away.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [index, child] of children.entries()) {
      child.send('round')
      const [answer] = await once(child, 'message')
      if (round === 0) continue
      for (const [name, ms] of Object.entries(answer)) (times[name] ??= [[], []])[index]?.push(ms)
    }
  }
  return Object.fromEntries(
    Object.entries(times).map(([name, [small, large]]) => {
      const ratio = median(large.map((ms, round) => ms / (small[round] ?? NaN)))
      return [name, { small: median(small), large: median(large), ratio }]
    }),
  )
}

async function main() {
  const figures = await measureSearchScale()
  for (const [name, { small, large, ratio }] of Object.entries(figures)) {
    const times = `${rounded(small)} ms → ${rounded(large)} ms`
    console.log(`${name.padEnd(36)} × ${String(rounded(ratio)).padEnd(6)} ${times}`)
  }
}

if (isCommand(import.meta.url)) await runAsCommand(main)
