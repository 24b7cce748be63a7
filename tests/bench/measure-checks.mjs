import { interleaved } from './http-load.mjs'
import { signedInCookie } from './measures.mjs'

/**
 * What knowing who is there costs a handler, and how near the check is to the least it could be.
 *
 * @param {{ client: import('./http-load.mjs').Client, pace: number }} options
 */
export async function measureChecks({ client, pace }) {
  const cookie = await signedInCookie(client)
  // The same request to both: a browser sends its cookies to whoever asks for them and who does not.
  const headers = { cookie }
  const arms = {
    session: { client, sent: { path: '/api/bench/session', headers } },
    plain: { client, sent: { path: '/api/bench/plain', headers } },
  }
  const { session, plain } = await interleaved(arms, pace)
  const { body } = await client.send({ path: '/api/bench/check', headers: { cookie } })
  const cpu = JSON.parse(body)
  return {
    json: session / plain,
    requestsPerSecond: session,
    checkCpu: cpu.check / cpu.limit,
  }
}
