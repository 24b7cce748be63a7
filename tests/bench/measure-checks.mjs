import { boundCookies } from './bound-session.mjs'
import { interleaved } from './http-load.mjs'
import { signedInCookie } from './measures.mjs'

/**
 * What a session check costs a handler, and how close it is to the minimum.
 *
 * @param {{ client: import('./http-load.mjs').Client, pace: number }} options
 */
export async function measureChecks({ client, pace }) {
  const cookie = await signedInCookie(client)
  // The same request to both, because browsers send cookies either way.
  const headers = { cookie }
  const arms = {
    session: { client, sent: { path: '/api/bench/session', headers } },
    plain: { client, sent: { path: '/api/bench/plain', headers } },
  }
  const { session, plain } = await interleaved(arms, pace)
  return {
    json: session / plain,
    requestsPerSecond: session,
    checkCpu: await cpuOfCheck(client, cookie),
    boundCheckCpu: await cpuOfCheck(client, await boundCookies(client)),
  }
}

/**
 * @param {import('./http-load.mjs').Client} client
 * @param {string} cookie
 */
async function cpuOfCheck(client, cookie) {
  const { body } = await client.send({ path: '/api/bench/check', headers: { cookie } })
  const { check, limit } = JSON.parse(body)
  return check / limit
}
