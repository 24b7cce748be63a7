import { gzipSync } from 'node:zlib'

/**
 * The gzipped JavaScript that a page loads: every script in its HTML, except those for browsers without
 * modules.
 *
 * @param {import('./http-load.mjs').Client} client
 * @param {string} path
 * @returns {Promise<number>} bytes
 */
export async function firstLoadBytes(client, path) {
  const { body } = await client.send({ path })
  const scripts = [...body.matchAll(/<script[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => !/\snomodule/i.test(tag))
    .flatMap((tag) => /\ssrc="([^"]+)"/.exec(tag)?.[1] ?? [])
  const named = [
    ...body.matchAll(/\/?_next\/?(static\/chunks\/[^"\\]+\.js)|"(static\/chunks\/[^"\\]+\.js)/g),
  ].map(([, one, other]) => `/_next/${one ?? other}`)
  const excluded = [
    ...body.matchAll(
      /<script[^>]*nomodule[^>]*src="([^"]+)"|<script[^>]*src="([^"]+)"[^>]*nomodule/gi,
    ),
  ].map(([, one, other]) => one ?? other)
  const all = [...new Set([...scripts, ...named])].filter((address) => !excluded.includes(address))
  const sizes = await Promise.all(
    all.map(async (address) => gzipSync((await client.send({ path: address })).body).length),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
