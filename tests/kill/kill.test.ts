import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freePort } from '@/scripts/run/ports.mjs'
import { newTestDatabase } from '@/scripts/test/test-cluster.mjs'
import { TestDatabase } from '../e2e/setup/database'
import { readForms } from './forms'
import type { Operation, Place } from './operation'
import { addLink, OPERATIONS } from './operations'
import { startKillableServer } from './killable-server'

/*
 * `kill -9` at random times, during operations that must happen completely or not at all.
 * Afterwards the database must contain all of an operation or nothing, and what was not done can be
 * repeated.
 */

const KILLS = Number(process.env.LATCHKEY_KILLS ?? 10)
const NAMES = Object.keys(OPERATIONS)
/** Each round kills every second one, in turn: more at once would only wait for hashes. */
const HALVES = [0, 1].map((half) => NAMES.filter((_, index) => index % 2 === half))
const ROUND_PATIENCE_MS = 60_000
const BUSY_MS = 1000
const OBSERVER = 'kill-observer'

let databaseUrl: string
let database: TestDatabase
let place: Place
let server: { kill: () => Promise<void> }

beforeAll(async () => {
  databaseUrl = await newTestDatabase(inject('cluster'), 'kill')
  const observed = new URL(databaseUrl)
  observed.searchParams.set('application_name', OBSERVER)
  database = new TestDatabase(observed.href)
  const port = await freePort()
  server = await startKillableServer({ port, databaseUrl })
  const linkFor = (user: { id: string }, purpose: string, email: string) =>
    addLink(database, user, purpose, email)
  place = { port, database, forms: await readForms(port, database, linkFor) }
})

afterAll(async () => {
  await server.kill()
  await database.close()
})

type Tally = { done: number; nothing: number; half: number }

test(
  `${KILLS} kills at random times leave nothing half done, and unfinished operations can be repeated`,
  async () => {
    const tallies = new Map<string, Tally>()
    const halves: string[] = []
    const times = new Map<string, number>()
    for (const half of HALVES) {
      // The first requests of a process are slower.
      await timesOf(await arrange(half))
      for (const [name, ms] of await timesOf(await arrange(half))) times.set(name, ms)
    }
    for (let round = 1; round <= KILLS; round += 1) {
      const turn = Math.floor(round / 2)
      const operations = await arrange(HALVES[turn % HALVES.length] ?? [])
      const answers = operations.map(({ operation }) => operation.send().catch(() => null))
      // The operations take turns to set the time: somewhere during one, then just after its response.
      const chosen = Math.floor(turn / HALVES.length) % operations.length
      const isWithin = round % 2 === 1
      const longest = times.get(operations[chosen]?.name ?? '') ?? 0
      await (isWithin ? sleep(Math.random() * longest) : answers[chosen])
      await server.kill()
      await Promise.all(answers)
      await connectionsAreGone()

      const undone: Named[] = []
      for (const { name, operation } of operations) {
        const facts = await factsOf(operation)
        const outcome = outcomeOf(facts)
        const tally = tallies.get(name) ?? { done: 0, nothing: 0, half: 0 }
        tallies.set(name, { ...tally, [outcome]: tally[outcome] + 1 })
        if (outcome === 'half') halves.push(`${name}: ${JSON.stringify(facts)}`)
        if (outcome === 'nothing') undone.push({ name, operation })
      }
      server = await startKillableServer({ port: place.port, databaseUrl })
      await timesOf(undone.length > 0 ? undone : await arrange(HALVES[turn % HALVES.length] ?? []))
    }
    report(tallies)

    expect(halves).toEqual([])
    expect([...tallies.keys()].sort()).toEqual([...NAMES].sort())
    const neverReached = [...tallies].filter(([, { done }]) => done === 0).map(([name]) => name)
    if (KILLS >= 2 * tallies.size) expect(neverReached).toEqual([])
  },
  KILLS * ROUND_PATIENCE_MS,
)

type Named = { name: string; operation: Operation }

async function arrange(names: readonly string[]): Promise<Named[]> {
  const arranged = names.flatMap((name) => {
    const prepare = OPERATIONS[name]
    return prepare ? [prepare(place).then((operation) => ({ name, operation }))] : []
  })
  return Promise.all(arranged)
}

/** Runs all of them at once to completion. @returns the duration of each, in milliseconds */
async function timesOf(operations: readonly Named[]): Promise<Map<string, number>> {
  const times = new Map<string, number>()
  const startedAt = performance.now()
  const timed = operations.map(async ({ name, operation }) => {
    // On a busy machine the queue for hashes is full at times: as the answer says, one tries again.
    while ((await operation.send()).status === 503) await sleep(BUSY_MS)
    times.set(name, performance.now() - startedAt)
  })
  await Promise.all(timed)
  for (const { name, operation } of operations) {
    const facts = await factsOf(operation)
    expect(outcomeOf(facts), `${name}: ${JSON.stringify(facts)}`).toBe('done')
  }
  return times
}

async function factsOf({ facts }: Operation): Promise<Record<string, boolean>> {
  const found: Record<string, boolean> = {}
  for (const [sql, values] of facts) {
    found[sql] = (await place.database.count(sql, values)) > 0
  }
  return found
}

function outcomeOf(facts: Record<string, boolean>): keyof Tally {
  const all = Object.values(facts)
  if (all.every((isTrue) => isTrue)) return 'done'
  return all.some((isTrue) => isTrue) ? 'half' : 'nothing'
}

/** PostgreSQL may still be completing the process's last statements. */
async function connectionsAreGone(): Promise<void> {
  const others = `pg_stat_activity WHERE datname = current_database()
    AND backend_type = 'client backend' AND application_name <> '${OBSERVER}'`
  await expect.poll(() => place.database.count(others), { timeout: 20_000 }).toBe(0)
}

function report(tallies: ReadonlyMap<string, Tally>): void {
  const lines = [...tallies].map(
    ([name, { done, nothing, half }]) =>
      `  ${name.padEnd(16)} ${done} done, ${nothing} not begun, ${half} half done`,
  )
  console.log([`${KILLS} times kill -9:`, ...lines].join('\n'))
}
