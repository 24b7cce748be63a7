import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createFront } from '@/lib/http/create-front'
import { listen } from '@/lib/http/listen'
import { createLog } from '@/lib/platform/log'

const opened: Server[] = []
afterEach(() => {
  for (const server of opened.splice(0)) server.close()
})

const frontOf = (isProduction: boolean) =>
  createFront(
    {
      authUrl: 'http://localhost:1',
      isProduction,
      isDevelopment: false,
      trustedProxies: 0,
      outagePages: { database: '', hashing: '' },
      outdatedPage: () => '',
      sanitiseCookies: (header) => header,
      carriesSession: () => false,
    },
    (_request, response) => void response.end(),
    createLog('silent'),
  )

async function takenPort(host: string): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  opened.push(server)
  return (server.address() as AddressInfo).port
}

const addressOf = (server: Server) => (server.address() as AddressInfo).address

describe('the server listens', () => {
  test('only on loopback outside production', async () => {
    const servers = await listen(frontOf(false), { port: 0 })
    opened.push(...servers)
    for (const server of servers) expect(['127.0.0.1', '::1']).toContain(addressOf(server))
    expect(servers.map(addressOf)).toContain('127.0.0.1')
  })

  test('on every interface in production', async () => {
    const servers = await listen(frontOf(true), { port: 0 })
    opened.push(...servers)
    expect(servers.map(addressOf)).toHaveLength(1)
    expect(['::', '0.0.0.0']).toContain(addressOf(servers[0] ?? createServer()))
  })

  test('on the configured interface', async () => {
    const servers = await listen(frontOf(true), { port: 0, hostAddress: '127.0.0.1' })
    opened.push(...servers)
    expect(servers.map(addressOf)).toEqual(['127.0.0.1'])
  })

  test('nowhere when another program uses the port', async () => {
    const port = await takenPort('127.0.0.1')
    await expect(listen(frontOf(false), { port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})
