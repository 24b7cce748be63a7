import type { Server } from 'node:http'
import type { Front } from './create-front'

const IDLE_CHECK_MS = 50

/**
 * Drains a server: accepts no more connections, finishes the requests in flight and closes idle
 * connections.
 *
 * @param deadlineMs after which the remaining connections are closed
 * @returns true when no request was interrupted
 */
export async function drain(
  front: Front,
  servers: readonly Server[],
  deadlineMs: number,
): Promise<boolean> {
  front.disableKeepAlive()
  const closed = Promise.all(
    servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))),
  ).then(() => true)
  // A connection becomes idle once its response is sent: check again until none is left.
  const closeIdle = setInterval(() => {
    for (const server of servers) server.closeIdleConnections()
    // Node counts a connection that never sent a byte (browsers open them ahead) as busy.
    for (const socket of front.connections) if (socket.bytesRead === 0) socket.destroy()
  }, IDLE_CHECK_MS)
  const deadline = new AbortController()
  const timedOut = wait(deadlineMs, deadline.signal).then(() => false)
  const isClean = await Promise.race([closed, timedOut])
  clearInterval(closeIdle)
  deadline.abort()
  if (!isClean) for (const server of servers) server.closeAllConnections()
  return isClean
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
  })
}
