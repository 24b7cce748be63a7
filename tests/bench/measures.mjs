import { Failure } from '../../scripts/failure.mjs'
import { DEMO_PASSWORD } from './demo-password.mjs'
import { firstLoadBytes } from './first-load.mjs'
import { median, quantile } from './figures.mjs'
import { Client, interleaved, loop, probe } from './http-load.mjs'
import { pureHashesPerSecond } from './pure-hashes.mjs'
import { productFact } from '../../scripts/product.mjs'

/** The number of users who sign in at once. */
const PEOPLE = 20
const SIGN_IN_SECONDS = 12
const PURE_SECONDS = 6
const PROBE_EVERY_MS = 25
const PROBE_SECONDS = 12
const PAGE_CONNECTIONS = 8
/** The minimum size of the smaller page relative to the larger one. */
const ALIKE = 0.95
const BYTES_PER_KB = 1000

const ACCOUNTS = ['user@example.com', 'admin@example.com']

/**
 * @typedef {Awaited<ReturnType<typeof import('./bench-server.mjs').startBenchServer>>} Server
 */

/**
 * Sign-ins compared with the bare pool, and their effect on other pages.
 *
 * @param {{ port: number, server: Server, cost: number, pace: number }} options
 */
export async function measureSignIns({ port, server, cost, pace }) {
  const pure = { cost, seconds: PURE_SECONDS * pace, waiting: PEOPLE }
  const pureBefore = await pureHashesPerSecond(pure)
  const people = new Client({ port, connections: PEOPLE })
  const pages = new Client({ port, connections: 64 })
  const cookie = await signedInCookie(people)
  const next = await signInRequests(people)
  const load = { connections: PEOPLE, seconds: SIGN_IN_SECONDS * pace, next, expect: 200 }

  await loop(people, { ...load, seconds: 3 }) // Warms the code paths.
  const { perSecond } = await loop(people, load)
  const pureAfter = await pureHashesPerSecond(pure)

  const idle = await probePages(pages, cookie, pace)
  server.resetDelay()
  const [, flood] = await Promise.all([loop(people, load), probePages(pages, cookie, pace)])
  const { maxMs, p99Ms } = await server.readDelay()
  people.close()
  pages.close()
  const hashesPerSecond = (pureBefore + pureAfter) / 2
  return {
    signIns: perSecond / hashesPerSecond,
    hashesPerSecond,
    signInsPerSecond: perSecond,
    stall: maxMs,
    stallP99: p99Ms,
    dashboardMedian: median(flood.dashboard) / median(idle.dashboard),
    dashboardP99: quantile(flood.dashboard, 0.99) / quantile(idle.dashboard, 0.99),
    check: median(flood.check) / median(idle.check),
    healthMedian: median(flood.health) / median(idle.health),
    healthP99: quantile(flood.health, 0.99) / quantile(idle.health, 0.99),
  }
}

/**
 * @param {Client} client
 * @param {string} cookie
 * @param {number} pace
 */
async function probePages(client, cookie, pace) {
  const steady = { everyMs: PROBE_EVERY_MS, seconds: PROBE_SECONDS * pace, expect: 200 }
  const read = (/** @type {{ body: string }} */ { body }) => Number(JSON.parse(body).ms)
  const [dashboard, health, check] = await Promise.all([
    probe(client, { ...steady, sent: { path: '/dashboard', headers: { cookie } } }),
    probe(client, { ...steady, sent: { path: '/api/health' } }),
    probe(client, { ...steady, sent: { path: '/api/bench/moment', headers: { cookie } }, read }),
  ])
  return { dashboard, health, check }
}

/**
 * The signed-in dashboard compared with the same components without any session work.
 *
 * @param {{ port: number, pace: number }} options
 */
export async function measurePages({ port, pace }) {
  const client = new Client({ port, connections: PAGE_CONNECTIONS })
  const cookie = await signedInCookie(client)
  const arms = {
    ours: { client, sent: { path: '/dashboard', headers: { cookie } } },
    plain: { client, sent: { path: '/plain' } },
  }
  await requireSameSize(client, arms.ours.sent, arms.plain.sent)
  const { ours, plain } = await interleaved(arms, pace)
  client.close()
  return { pages: ours / plain, pagesPerSecond: ours }
}

/**
 * Refuses to compare pages whose content differs.
 *
 * @param {Client} client
 * @param {import('./http-load.mjs').Sent[]} pages
 */
async function requireSameSize(client, ...pages) {
  /** @type {number[]} */
  const sizes = []
  for (const page of pages) sizes.push((await client.send(page)).body.length)
  if (Math.min(...sizes) / Math.max(...sizes) > ALIKE) return
  throw new Failure(
    `The pages compared are not made of the same: ${pages.map(({ path }, index) => `${path} has ${sizes[index]} characters`).join(', ')}. ` +
      'Bring tests/bench/pages up to date.',
  )
}

/** @param {{ port: number }} options */
export async function measureFirstLoad({ port }) {
  const client = new Client({ port, connections: 4 })
  const ours = await firstLoadBytes(client, '/sign-in')
  const empty = await firstLoadBytes(client, '/bare')
  client.close()
  return (ours - empty) / BYTES_PER_KB
}

/**
 * @param {Client} client
 * @returns {Promise<string>} a session's cookie
 */
export async function signedInCookie(client) {
  const { headers } = await signInAnswer(client)
  return cookieIn(headers['set-cookie'], 'session')
}

/** @param {Client} client */
export async function signInAnswer(client) {
  const next = await signInRequests(client)
  return client.send(next(0))
}

/**
 * @param {string[] | undefined} lines of `Set-Cookie`
 * @param {string} name without the product's prefix
 */
export function cookieIn(lines = [], name) {
  const line = lines.find((one) => one.startsWith(`${productFact('cookiePrefix')}.${name}=`))
  if (line === undefined) throw new Error(`The bench account was given no cookie "${name}".`)
  return line.slice(0, line.indexOf(';'))
}

/**
 * One CSRF token and cookie for all of them, as in one browser.
 *
 * @param {Client} client
 */
export async function signInRequests(client) {
  const pair = await csrfPair(client)
  return (/** @type {number} */ index) =>
    credentialsRequest(pair, {
      identifier: ACCOUNTS[index % ACCOUNTS.length] ?? '',
      password: DEMO_PASSWORD,
    })
}

/** @param {Client} client */
export async function csrfPair(client) {
  const { headers, body } = await client.send({ path: '/api/auth/csrf' })
  const cookie = (headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ')
  return { csrfToken: String(JSON.parse(body).csrfToken), cookie }
}

/**
 * @param {{ csrfToken: string, cookie: string }} pair
 * @param {{ identifier: string, password: string }} credentials
 * @returns {import('./http-load.mjs').Sent}
 */
export function credentialsRequest({ csrfToken, cookie }, credentials) {
  return {
    path: '/api/auth/callback/credentials',
    method: 'POST',
    headers: {
      cookie,
      'content-type': 'application/x-www-form-urlencoded',
      'x-auth-return-redirect': '1',
    },
    body: new URLSearchParams({ csrfToken, ...credentials }).toString(),
  }
}
