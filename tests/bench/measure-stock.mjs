import bcrypt from 'bcryptjs'
import { freePort } from '../../scripts/run/ports.mjs'
import { step } from '../../scripts/terminal.mjs'
import { DEMO_PASSWORD } from './demo-password.mjs'
import { median } from './figures.mjs'
import { Client, interleaved, loop, probe } from './http-load.mjs'
import { pureHashesPerSecond } from './pure-hashes.mjs'
import { buildReferenceApp, startReferenceApp } from './reference-app.mjs'

const PEOPLE = 20
const SECONDS = 12
const PROBE = { everyMs: 250, expect: 200 }
const IDLE = { everyMs: 25, expect: 200 }
const IDLE_SECONDS = 5
const PURE_SECONDS = 6

/**
 * The same figures for Auth.js as its guides set it up, measured on the same machine in the same run.
 *
 * @param {import('./arms.mjs').Bench} bench
 */
export async function measureStock({ cost, pace }) {
  await step('Building the stock app', () => buildReferenceApp('stock'))
  const port = await freePort()
  const env = {
    AUTH_SECRET: 'a'.repeat(48),
    AUTH_URL: `http://localhost:${port}`,
    BENCH_PASSWORD_HASH: await bcrypt.hash(DEMO_PASSWORD, cost),
  }
  const server = await startReferenceApp('stock', { port, env, path: '/plain' })
  const people = new Client({ port, connections: PEOPLE })
  const pages = new Client({ port, connections: 64 })
  try {
    return await step('Measuring the stock app', async () => {
      const next = await stockSignIns(people)
      const { headers } = await people.send(next())
      const line = (headers['set-cookie'] ?? []).find((one) => one.includes('session-token='))
      const dashboard = { path: '/dashboard', headers: { cookie: line?.split(';')[0] ?? '' } }
      const pure = await pureHashesPerSecond({
        cost,
        seconds: PURE_SECONDS * pace,
        waiting: PEOPLE,
      })
      const idle = await probe(pages, { ...IDLE, seconds: IDLE_SECONDS * pace, sent: dashboard })
      server.resetDelay()
      const load = { connections: PEOPLE, seconds: SECONDS * pace, next, expect: 200 }
      const [{ perSecond }, flood] = await Promise.all([
        loop(people, load),
        probe(pages, { ...PROBE, seconds: SECONDS * pace, sent: dashboard }),
      ])
      const { p99Ms } = await server.readDelay()
      const { headers: signedIn } = dashboard
      const arm = (/** @type {import('./http-load.mjs').Sent} */ sent) => ({ client: pages, sent })
      const page = await interleaved(
        { dashboard: arm(dashboard), plain: arm({ path: '/plain' }) },
        pace,
      )
      const json = await interleaved(
        {
          me: arm({ path: '/api/me', headers: signedIn }),
          plain: arm({ path: '/api/plain', headers: signedIn }),
        },
        pace,
      )
      return {
        signIns: perSecond / pure,
        dashboardMedian: median(flood) / median(idle),
        stallP99: p99Ms,
        pages: page.dashboard / page.plain,
        json: json.me / json.plain,
      }
    })
  } finally {
    people.close()
    pages.close()
    await server.stop()
  }
}

/** @param {Client} client */
async function stockSignIns(client) {
  const { headers, body } = await client.send({ path: '/api/auth/csrf' })
  const cookie = (headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ')
  const fields = new URLSearchParams({
    csrfToken: JSON.parse(body).csrfToken,
    identifier: 'user@example.com',
    password: DEMO_PASSWORD,
  })
  return () => ({
    path: '/api/auth/callback/credentials',
    method: /** @type {const} */ ('POST'),
    headers: {
      cookie,
      'content-type': 'application/x-www-form-urlencoded',
      'x-auth-return-redirect': '1',
    },
    body: fields.toString(),
  })
}
