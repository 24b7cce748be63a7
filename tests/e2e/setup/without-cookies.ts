import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * A proxy that removes all cookies, like a browser that blocks them.
 *
 * @returns its URL for Playwright's `proxy`, and how to stop it
 */
export async function proxyWithoutCookies(): Promise<{ server: string; close: () => void }> {
  const proxy = createServer((incoming, outgoing) => {
    const { hostname, port, pathname, search } = new URL(incoming.url ?? '')
    const { method, headers } = incoming
    delete headers.cookie
    const where = { host: hostname, port, path: `${pathname}${search}` }
    const sent = request({ ...where, headers, ...(method ? { method } : {}) }, (answer) => {
      delete answer.headers['set-cookie']
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    sent.on('error', () => outgoing.destroy())
    incoming.pipe(sent)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const { port } = proxy.address() as AddressInfo
  return {
    server: `http://127.0.0.1:${port}`,
    close: () => {
      proxy.close()
      proxy.closeAllConnections()
    },
  }
}
