import { freePort } from '../../scripts/run/ports.mjs'
import { step } from '../../scripts/terminal.mjs'
import { startBenchServer } from './bench-server.mjs'
import { quantile } from './figures.mjs'
import { Client } from './http-load.mjs'
import { signedInCookie } from './measures.mjs'

const SESSIONS = 200

/**
 * How long after a sign-out in one process the cookie still works in another one that has it cached.
 *
 * @param {import('./arms.mjs').Bench} bench
 */
export async function measureRevocation({ port, envFor, pace }) {
  const sessions = SESSIONS * pace
  const otherPort = await freePort()
  const env = { ...(await envFor(otherPort)), AUTH_URL: `http://localhost:${port}` }
  const server = await startBenchServer({ port: otherPort, env, name: 'other' })
  const here = new Client({ port, connections: 1 })
  const there = new Client({ port: otherPort, connections: 1, host: `localhost:${port}` })
  try {
    return await step(`Revoking ${sessions} sessions`, async () => {
      /** @type {number[]} */
      const times = []
      for (let count = 0; count < sessions; count += 1) times.push(await outlives(here, there))
      return { revocation: quantile(times, 0.99) }
    })
  } finally {
    here.close()
    there.close()
    await server.stop()
  }
}

/**
 * @param {Client} here
 * @param {Client} there
 * @returns {Promise<number>} milliseconds
 */
async function outlives(here, there) {
  const cookie = await signedInCookie(here)
  const asked = { path: '/api/bench/session', headers: { cookie } }
  if (!(await there.send(asked)).body.includes('Demo')) throw new Error('The session is not known.')
  await signOut(here, cookie)
  const signedOutAt = performance.now()
  while ((await there.send(asked)).body.includes('Demo'));
  return performance.now() - signedOutAt
}

/**
 * @param {Client} client
 * @param {string} session
 */
async function signOut(client, session) {
  const { headers, body } = await client.send({ path: '/api/auth/csrf' })
  const pair = (headers['set-cookie'] ?? []).map((line) => line.split(';')[0])
  const { status } = await client.send({
    path: '/api/auth/signout',
    method: 'POST',
    headers: {
      cookie: [...pair, session].join('; '),
      'content-type': 'application/x-www-form-urlencoded',
      'x-auth-return-redirect': '1',
    },
    body: new URLSearchParams({ csrfToken: JSON.parse(body).csrfToken }).toString(),
  })
  if (status !== 200) throw new Error(`The sign-out answered ${status}.`)
}
