import type { Server } from 'node:http'
import type { Front } from './create-front'

const IDLE_CHECK_MS = 50

/**
 * Finishes what has begun: accepts no more connections, answers the requests in flight, closes
 * the connections that wait for another one.
 *
 * @param deadlineMs after which what is left is cut off
 * @returns true when nothing had to be cut off
 */
export async function drain(
  front: Front,
  servers: readonly Server[],
  deadlineMs: number,
): Promise<boolean> {
  front.stopKeepingConnections()
  const closed = Promise.all(
    servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))),
  ).then(() => true)
  // A connection becomes idle when its answer is out: look again until none is left.
  const closeIdle = setInterval(() => {
    for (const server of servers) server.closeIdleConnections()
    // Node counts a connection that never sent a byte (browsers open them ahead) as busy.
    for (const socket of front.connections) if (socket.bytesRead === 0) socket.destroy()
  }, IDLE_CHECK_MS)
  const deadline = new AbortController()
  const cutOff = wait(deadlineMs, deadline.signal).then(() => false)
  const isClean = await Promise.race([closed, cutOff])
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
