import type { Server } from 'node:http'
import { Server as NetServer } from 'node:net'
import type { Front } from './create-front'
import { IDLE_GRACE_MS } from './limits'

const CHECK_MS = 50

/**
 * Drains a server: accepts no more connections, finishes the requests in flight and closes the others.
 *
 * An idle connection stays open for a moment, because a proxy may just be sending a request over it and
 * must not repeat a POST that was cut off. The response to such a request closes the connection.
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
  const closed = Promise.all(servers.map(stopAccepting)).then(() => true)
  const idleClosesAt = performance.now() + Math.min(IDLE_GRACE_MS, deadlineMs)
  // A connection becomes idle once its response is sent: check again until none is left.
  const closeUnused = setInterval(() => {
    // Node counts a connection that never sent a byte (browsers open them ahead) as busy.
    for (const socket of front.connections) if (socket.bytesRead === 0) socket.destroy()
    if (performance.now() < idleClosesAt) return
    for (const server of servers) server.closeIdleConnections()
  }, CHECK_MS)
  const deadline = new AbortController()
  const timedOut = wait(deadlineMs, deadline.signal).then(() => false)
  const isClean = await Promise.race([closed, timedOut])
  clearInterval(closeUnused)
  deadline.abort()
  if (!isClean) for (const server of servers) server.closeAllConnections()
  return isClean
}

/** The `close` of an HTTP server would also close its idle connections. Resolves when all are closed. */
function stopAccepting(server: Server): Promise<void> {
  return new Promise((resolve) => NetServer.prototype.close.call(server, () => resolve()))
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
  })
}
