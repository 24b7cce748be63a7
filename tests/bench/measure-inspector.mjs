import { freePort } from '../../scripts/ports.mjs'
import { startBenchServer } from './bench-server.mjs'
import { Client, loop } from './http-load.mjs'
import { signedInCookie } from './measures.mjs'

const CONNECTIONS = 8
const SECONDS = 4
const WARM_UP_SECONDS = 2
const TURNS = 4

/**
 * What the inspector costs a read of the session, on servers of the same age. Four servers' worth of
 * requests, in turns: off; off once more, which shows how much two equal servers differ here; on while
 * nobody records; on with the browser's own recording. Off installs no wrapper, so it has to be as far from its twin as noise is.
 *
 * @param {import('./arms.mjs').Bench} bench
 */
export async function measureInspector({ envFor, pace }) {
  const one = await oneMore(envFor, 'off')
  const twin = await oneMore(envFor, 'off')
  const on = await oneMore(envFor, 'on')
  const clients = [one, twin, on].map(({ port }) => new Client({ port, connections: CONNECTIONS }))
  try {
    const [off, again, watching] = /** @type {[Client, Client, Client]} */ (clients)
    const cookie = await signedInCookie(off)
    const recorded = `${cookie}; ${await traceCookie(watching)}`
    const sums = await inTurns(
      [
        { client: off, cookie },
        { client: again, cookie },
        { client: watching, cookie },
        { client: watching, cookie: recorded },
      ],
      pace,
    )
    const [plain = 0, same = 0, unrecorded = 0, whole = 0] = sums
    return { same: same / plain, unrecorded: unrecorded / plain, recorded: whole / plain }
  } finally {
    for (const client of clients) client.close()
    await Promise.all([one, twin, on].map(({ server }) => server.stop()))
  }
}

/**
 * @param {import('./arms.mjs').Bench['envFor']} envFor
 * @param {'on' | 'off'} inspector
 */
async function oneMore(envFor, inspector) {
  const port = await freePort()
  const env = { ...(await envFor(port)), FLOW_INSPECTOR: inspector }
  const server = await startBenchServer({ port, env, name: `inspector-${inspector}` })
  return { port, server }
}

/** @param {Client} client */
async function traceCookie(client) {
  const { headers } = await client.send({ path: '/inspector', headers: { accept: 'text/html' } })
  const line = headers['set-cookie']?.find((one) => one.startsWith('latchkey.trace='))
  if (!line) throw new Error('The inspector gave no recording')
  return line.slice(0, line.indexOf(';'))
}

/**
 * Forward and backward in turn, so that what the machine does meanwhile falls on all alike.
 *
 * @param {{ client: Client, cookie: string }[]} arms
 * @param {number} pace
 * @returns {Promise<number[]>} requests a second, added up over the turns
 */
async function inTurns(arms, pace) {
  const read = async (/** @type {number} */ index, /** @type {number} */ seconds) => {
    const arm = arms[index]
    if (!arm) return 0
    const next = () => ({ path: '/api/auth/session', headers: { cookie: arm.cookie } })
    const load = { connections: CONNECTIONS, seconds: seconds * pace, expect: 200, next }
    return (await loop(arm.client, load)).perSecond
  }
  const order = arms.map((_arm, index) => index)
  const sums = arms.map(() => 0)
  for (const index of order) await read(index, WARM_UP_SECONDS)
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const index of turn % 2 === 0 ? order : order.toReversed()) {
      sums[index] = (sums[index] ?? 0) + (await read(index, SECONDS))
    }
  }
  return sums
}
