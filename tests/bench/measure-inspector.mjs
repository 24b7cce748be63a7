import { freePort } from '../../scripts/run/ports.mjs'
import { startBenchServer } from './bench-server.mjs'
import { Client, interleaved } from './http-load.mjs'
import { signedInCookie } from './measures.mjs'
import { productFact } from '../../scripts/product.mjs'

const CONNECTIONS = 8

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
    const arm = (/** @type {Client} */ client, sentCookie = cookie) => ({
      client,
      sent: { path: '/api/auth/session', headers: { cookie: sentCookie } },
    })
    const read = await interleaved(
      {
        off: arm(off),
        twin: arm(again),
        unrecorded: arm(watching),
        recorded: arm(watching, recorded),
      },
      pace,
    )
    return {
      same: read.twin / read.off,
      unrecorded: read.unrecorded / read.off,
      recorded: read.recorded / read.off,
    }
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
  const line = headers['set-cookie']?.find((one) =>
    one.startsWith(`${productFact('cookiePrefix')}.trace=`),
  )
  if (!line) throw new Error('The inspector gave no recording')
  return line.slice(0, line.indexOf(';'))
}
