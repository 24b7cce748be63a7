import { connect, createServer } from 'node:net'

const LOOPBACK = ['127.0.0.1', '::1']

/**
 * Whether a server could listen on both loopback addresses. Some systems allow that beside a server
 * listening on all addresses, so a port that answers also counts as taken.
 *
 * @param {number} port
 * @returns {Promise<'free' | 'taken' | 'forbidden'>}
 */
export async function portState(port) {
  for (const host of LOOPBACK) {
    if (await answers(port, host)) return 'taken'
    const { code } = await tryListen(port, host)
    if (code === 'EACCES') return 'forbidden'
    if (code === 'EADDRINUSE') return 'taken'
  }
  return 'free'
}

/**
 * @param {number | undefined} [preferred] reused if still free
 * @returns {Promise<number>}
 */
export async function freePort(preferred) {
  const kept = preferred === undefined ? undefined : (await tryListen(preferred, LOOPBACK[0])).port
  const port = kept ?? (await tryListen(0, LOOPBACK[0])).port
  if (port === undefined) throw new Error('No port on 127.0.0.1 is free')
  return port
}

/**
 * @param {number} port 0 lets the system choose
 * @param {string | undefined} host
 * @returns {Promise<{ port?: number, code?: string | undefined }>} the port, or the error code
 */
function tryListen(port, host) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve({ code: 'code' in error ? String(error.code) : '' }))
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address()
      server.close(() => resolve(address && typeof address === 'object' ? address : {}))
    })
  })
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<boolean>}
 */
function answers(port, host) {
  return new Promise((resolve) => {
    const socket = connect({ port, host })
    const settle = (/** @type {boolean} */ answer) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(1000, () => settle(false))
    socket.once('connect', () => settle(true)).once('error', () => settle(false))
  })
}
