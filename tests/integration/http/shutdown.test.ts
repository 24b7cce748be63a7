import { Agent, get, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import type { Handle } from '@/lib/http/create-front'
import { drain } from '@/lib/http/shutdown'
import { startFront } from './front-server'
import { PATIENTLY } from '../../setup/patiently'

const slowly: Handle = async (_request, response) => {
  await new Promise((resolve) => setTimeout(resolve, 300))
  response.end('done')
}

function fetchWith(agent: Agent, port: number): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    get({ agent, port, host: 'localhost', family: 4 }, (response: IncomingMessage) => {
      let body = ''
      response.on('data', (part) => (body += String(part)))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
    }).on('error', reject)
  })
}

describe('shutdown', () => {
  test('answers requests in flight, keeps no client waiting, accepts no more', async () => {
    const { front, server, port, handled } = await startFront(slowly)
    const agent = new Agent({ keepAlive: true })
    const inFlight = Array.from({ length: 20 }, () => fetchWith(agent, port))
    await expect.poll(() => handled.length, PATIENTLY).toBe(20)

    const startedMs = performance.now()
    const draining = drain(front, [server], 5000)
    await expect(fetch(`http://localhost:${port}/`)).rejects.toThrow()

    expect(await Promise.all(inFlight)).toEqual(
      Array.from({ length: 20 }, () => ({ status: 200, body: 'done' })),
    )
    expect(await draining).toBe(true)
    expect(performance.now() - startedMs).toBeLessThan(1500)
    agent.destroy()
  })

  test('answers a request that a kept connection brings at that moment, and closes it then', async () => {
    const { front, server, port } = await startFront()
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    await fetchWith(agent, port)
    const draining = drain(front, [server], 5000)
    // No other connection is accepted any more.
    await expect(fetch(`http://localhost:${port}/`)).rejects.toThrow()
    expect(await fetchWith(agent, port)).toMatchObject({ status: 200 })
    await expect(fetchWith(agent, port)).rejects.toThrow('ECONNREFUSED')
    expect(await draining).toBe(true)
    agent.destroy()
  })

  test('closes idle connections', async () => {
    const { front, server, port } = await startFront()
    const agent = new Agent({ keepAlive: true })
    await fetchWith(agent, port)
    expect(await drain(front, [server], 5000)).toBe(true)
    agent.destroy()
  })

  test('cuts off at the deadline what has not finished', async () => {
    const { front, server, port, handled } = await startFront(() => undefined)
    const agent = new Agent()
    const hanging = fetchWith(agent, port).catch((error: unknown) => error)
    await expect.poll(() => handled.length, PATIENTLY).toBe(1)
    expect(await drain(front, [server], 100)).toBe(false)
    expect(await hanging).toBeInstanceOf(Error)
  })

  test('is not delayed by a silent connection', async () => {
    const { front, server, port } = await startFront()
    const socket = connect(port, '127.0.0.1')
    await new Promise((resolve) => socket.once('connect', resolve))
    expect(await drain(front, [server], 1000)).toBe(true)
    socket.destroy()
  })
})
