import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import pg from 'pg'
import { removeDatabase, startDatabase } from '../../../scripts/run/database.mjs'
import { createDatabase } from '../../../scripts/run/databases.mjs'
import { Failure } from '../../../scripts/failure.mjs'
import { migrate } from '../../../scripts/operate/migrate.mjs'
import { dataFolder, root } from '../../../scripts/places.mjs'
import { step } from '../../../scripts/terminal.mjs'
import { judged, median, rounded, table } from '../figures.mjs'
import { keepResult, machine } from '../results.mjs'
import { fillScale } from './fill-scale.mjs'

/*
 * How the pages' queries grow with the number of users: one database per size in one PostgreSQL,
 * queried in turns.
 */

export const SIZES = [1_000, 10_000, 100_000, 1_000_000]
const ROUNDS = 7
const GOAL = 1.3
/** Queries that must not grow; the others are only shown. */
const JUDGED = {
  'look-up at sign-in, by email': 'P13',
  'look-up at sign-in, by username': 'P13',
  'administration: search for one name': 'P13',
  'device list': 'P13',
  'retention job, 1000 rows due': '',
}

const folder = join(dataFolder, 'bench', 'scale')
const program = join(folder, 'rounds.mjs')
const cluster = join(folder, 'pg')

/** @typedef {Record<string, number[][]>} Times of each query, by size and round */

/**
 * @param {{ sizes?: readonly number[], isKept?: boolean }} [options] isKept: keep the databases for the
 *   next run
 */
export async function runScale({ sizes = SIZES, isKept = false } = {}) {
  await mkdir(folder, { recursive: true })
  await compileProgram()
  const database = await startDatabase({ folder: cluster, name: 'postgres' })
  /** @type {import('node:child_process').ChildProcess[]} */
  const children = []
  try {
    for (const size of sizes) {
      const url = await step(`Filling ${size} users`, () => filled(database.url, size))
      children.push(fork(program, { cwd: root, env: environment(url) }))
    }
    const times = await step('Asking, in turns', () => interleaved(children))
    const plans = await answerOf(children.at(-1), 'plans')
    const bytes = await answerOf(children.at(-1), 'bytes')
    await report({ times, plans, bytes, sizes })
  } finally {
    for (const child of children.filter(({ connected }) => connected)) {
      child.disconnect()
      await once(child, 'exit')
    }
    await database.stop()
    if (!isKept) await step('Clearing away', () => removeDatabase(cluster))
  }
}

async function compileProgram() {
  await build({
    entryPoints: [join(root, 'tests/bench/scale/rounds.ts')],
    outfile: program,
    bundle: true,
    ...{ platform: 'node', format: 'esm', target: 'node20', packages: 'external' },
    alias: { '@': root },
    logLevel: 'silent',
  })
}

/**
 * @param {string} clusterUrl
 * @param {number} size
 */
async function filled(clusterUrl, size) {
  const url = new URL(clusterUrl)
  url.pathname = `/users_${size}`
  await createDatabase(url.href)
  await migrate(url.href)
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    await fillScale(client, size)
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

/**
 * @param {import('node:child_process').ChildProcess | undefined} child
 * @param {string} question
 */
async function answerOf(child, question) {
  if (!child) throw new Failure('No database was filled.')
  const over = new AbortController()
  const { signal } = over
  const answered = Promise.race([
    once(child, 'message', { signal }),
    once(child, 'exit', { signal }),
  ])
  child.send(question)
  const [message] = await answered.finally(() => over.abort())
  if (typeof message !== 'object' || message === null) {
    throw new Failure('The process that asks the database has ended.')
  }
  return message.answer
}

/**
 * Each query runs on all sizes before the next one, so that other load on the machine affects all of them.
 *
 * @param {readonly import('node:child_process').ChildProcess[]} children smallest first
 * @returns {Promise<Times>}
 */
async function interleaved(children) {
  /** @type {Times} */
  const times = {}
  for (const name of await answerOf(children[0], 'names')) {
    const bySize = children.map(() => /** @type {number[]} */ ([]))
    // The first round warms the caches and is discarded.
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const [index, child] of children.entries()) {
        const ms = Number(await answerOf(child, name))
        if (round > 0) bySize[index]?.push(ms)
      }
    }
    times[name] = bySize
  }
  return times
}

/**
 * @typedef {object} Answers
 * @property {Times} times
 * @property {Record<string, { indexes: string[], readThrough: string[] }>} plans at the largest size
 * @property {Record<string, number>} bytes of a row on disk, there
 * @property {readonly number[]} sizes
 *
 * @param {Answers} answers
 */
async function report({ times, plans, bytes, sizes }) {
  const largest = sizes.length - 1
  const ratiosOf = (/** @type {string} */ name) =>
    (times[name]?.[largest] ?? []).map((ms, round) => ms / (times[name]?.[0]?.[round] ?? NaN))
  const figures = Object.entries(JUDGED).map(([name, goal]) =>
    judged({
      ...(goal === '' ? {} : { id: goal }),
      name: `${name}, ${inShort(sizes[largest])} users ÷ ${inShort(sizes[0])}`,
      goal: 'at most',
      limit: GOAL,
      unit: '',
      rounds: ratiosOf(name),
    }),
  )
  const questions = Object.entries(times).map(([name, bySize]) => ({
    name,
    ms: bySize.map(median),
    ratio: median(ratiosOf(name)),
    ...(plans[name] ?? {}),
  }))
  console.log(`\n${growthTable(questions, sizes)}\n\n${table(figures)}\n\n${machine()}\n`)
  // A smaller run is a trial and stores nothing.
  if (sizes.join() !== SIZES.join()) return
  await keepResult('scale', { sizes, figures, questions, bytes })
}

/** Formats a power of ten, such as 10³. */
function inShort(size = 0) {
  const power = Math.log10(size)
  return Number.isInteger(power)
    ? `10${[...String(power)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('')}`
    : String(size)
}

/**
 * @param {readonly { name: string, ms: number[], ratio: number, indexes?: string[], readThrough?:
 *   string[] }[]} questions
 * @param {readonly number[]} sizes
 */
function growthTable(questions, sizes) {
  const head = ['question, in ms with so many users', ...sizes.map(String), '÷', 'found by']
  const rows = questions.map(({ name, ms, ratio, indexes = [], readThrough = [] }) => [
    name,
    ...[...ms, ratio].map((value) => String(rounded(value))),
    [...indexes, ...readThrough.map((one) => `ALL OF ${one}`)].join(', '),
  ])
  const all = [head, ...rows]
  const widths = head
    .slice(0, -1)
    .map((_cell, at) => Math.max(...all.map((row) => row[at]?.length ?? 0)))
  return all.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')).join('\n')
}
