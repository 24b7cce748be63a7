import { createServer, type Server } from 'node:http'
import { attachFront, serverOptions, type UpgradeHandler } from './attach-front'
import type { Front } from './create-front'

/** The loopback addresses; the second is missing on machines without IPv6. */
const LOOPBACK = ['127.0.0.1', '::1']
const NO_IPV6 = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'])

/**
 * Listens on a port: on loopback only outside production; in production on all interfaces unless one is
 * given. On loopback both addresses must be free, or `localhost` could reach another program.
 *
 * @param options.hostAddress the interface to use in production
 * @throws when the port is taken
 */
export async function listen(
  front: Front,
  options: { port: number; hostAddress?: string; handleUpgrade?: UpgradeHandler },
): Promise<Server[]> {
  const addresses = front.settings.isProduction ? [options.hostAddress] : LOOPBACK
  const servers: Server[] = []
  for (const address of addresses) {
    const server = createServer(serverOptions(front))
    attachFront(server, front, options.handleUpgrade)
    try {
      await open(server, options.port, address)
      servers.push(server)
    } catch (error) {
      if (address === '::1' && isErrno(error) && NO_IPV6.has(error.code ?? '')) continue
      for (const opened of servers) opened.close()
      throw error
    }
  }
  return servers
}

function open(server: Server, port: number, host: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

export function isErrno(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error
}
