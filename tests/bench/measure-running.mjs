import { readFile } from 'node:fs/promises'
import { freePort } from '../../scripts/run/ports.mjs'
import { step } from '../../scripts/terminal.mjs'
import { startBenchServer } from './bench-server.mjs'
import { median } from './figures.mjs'
import { Client, loop } from './http-load.mjs'
import { signedInCookie } from './measures.mjs'
import { buildReferenceApp, startReferenceApp } from './reference-app.mjs'

const STARTS = 5
const REQUESTS = 100_000
const CONNECTIONS = 16
const KB_PER_MB = 1024

/**
 * The cost of running, compared with a bare Next app: the time to the first response, with the database
 * already running, and memory after many requests.
 *
 * @param {import('./arms.mjs').Bench} bench
 */
export async function measureRunning({ envFor, pace }) {
  const requests = REQUESTS * pace
  await step('Building the app with nothing but Next', () => buildReferenceApp('floor'))
  const ours = async () => {
    const port = await freePort()
    const server = await startBenchServer({ port, env: await envFor(port), name: 'running' })
    return { port, server }
  }
  const floor = async () => {
    const port = await freePort()
    return { port, server: await startReferenceApp('floor', { port, path: '/api/json' }) }
  }
  const starts = await step('Starting both five times', async () => {
    /** @type {{ ours: number[], floor: number[] }} */
    const times = { ours: [], floor: [] }
    for (let count = 0; count < STARTS; count += 1) {
      times.ours.push(await timeToStart(ours))
      times.floor.push(await timeToStart(floor))
    }
    const startMs = median(times.ours)
    return { startMs, coldStart: startMs / median(times.floor) }
  })
  const memory = await step(`Memory after ${requests} requests`, async () => {
    const signedIn = async (/** @type {Client} */ client) => ({
      path: '/api/bench/session',
      headers: { cookie: await signedInCookie(client) },
    })
    const used = await memoryAfter(ours, signedIn, requests)
    const bare = await memoryAfter(floor, async () => ({ path: '/api/json' }), requests)
    return { memoryMb: used / KB_PER_MB, memory: used / bare }
  })
  return { ...starts, ...memory }
}

/** @typedef {() => Promise<{ port: number, server: { pid: number, stop: () => Promise<void> } }>} Start */

/** @param {Start} start */
async function timeToStart(start) {
  const startedAt = performance.now()
  const { server } = await start()
  const took = performance.now() - startedAt
  await server.stop()
  return took
}

/**
 * @param {Start} start
 * @param {(client: Client) => Promise<import('./http-load.mjs').Sent>} sentBy
 * @param {number} requests
 * @returns {Promise<number>} resident memory in kB
 */
async function memoryAfter(start, sentBy, requests) {
  const { port, server } = await start()
  const client = new Client({ port, connections: CONNECTIONS })
  try {
    const sent = await sentBy(client)
    let left = requests
    while (left > 0) {
      const load = { connections: CONNECTIONS, seconds: 5, next: () => sent, expect: 200 }
      left -= (await loop(client, load)).latencies.length
    }
    const status = await readFile(`/proc/${server.pid}/status`, 'utf8')
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1])
  } finally {
    client.close()
    await server.stop()
  }
}
