import { createServer } from 'node:net'

/**
 * @param {number} port 0 lets the system choose
 * @param {string} [host]
 * @returns {Promise<number | null>} the port when it can be listened on, null when it is taken
 */
export function tryPort(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(null))
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address()
      server.close(() => resolve(address && typeof address === 'object' ? address.port : null))
    })
  })
}

/**
 * @param {number | undefined} preferred used again when it is still free
 * @returns {Promise<number>}
 */
export async function freePort(preferred) {
  const kept = preferred === undefined ? null : await tryPort(preferred)
  const port = kept ?? (await tryPort(0))
  if (port === null) throw new Error('No port on 127.0.0.1 is free')
  return port
}
