import { loop } from './http-load.mjs'
import { signedInCookie } from './measures.mjs'

const CONNECTIONS = 8
const SECONDS = 5

/**
 * What knowing who is there costs a handler, and how near the check is to the least it could be.
 *
 * @param {{ client: import('./http-load.mjs').Client, pace: number }} options
 */
export async function measureChecks({ client, pace }) {
  const cookie = await signedInCookie(client)
  const arms = {
    session: { path: '/api/bench/session', headers: { cookie } },
    plain: { path: '/api/bench/plain' },
  }
  const { session, plain } = await interleaved(client, arms, pace)
  const { body } = await client.send({ path: '/api/bench/check', headers: { cookie } })
  const cpu = JSON.parse(body)
  return {
    json: session / plain,
    // Two turns of each.
    requestsPerSecond: session / 2,
    checkCpu: cpu.check / cpu.limit,
  }
}

/**
 * Requests a second of two addresses, measured in turns: one, the other, one, the other.
 *
 * @template {string} Name
 * @param {import('./http-load.mjs').Client} client
 * @param {Record<Name, import('./http-load.mjs').Sent>} arms
 * @param {number} pace
 * @returns {Promise<Record<Name, number>>}
 */
export async function interleaved(client, arms, pace) {
  const names = /** @type {Name[]} */ (Object.keys(arms))
  const load = { connections: CONNECTIONS, seconds: SECONDS * pace, expect: 200 }
  const sums = /** @type {Record<Name, number>} */ (
    Object.fromEntries(names.map((name) => [name, 0]))
  )
  for (const name of names) await loop(client, { ...load, seconds: 2, next: () => arms[name] })
  for (const name of [...names, ...names]) {
    const { perSecond } = await loop(client, { ...load, next: () => arms[name] })
    sums[name] += perSecond
  }
  return sums
}
