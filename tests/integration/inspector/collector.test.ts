import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { collectorProcessor } from '@/lib/inspector/collector'
import { watchedFront } from '@/lib/inspector/front'
import { startFlow } from '@/lib/inspector/start'
import { startFront } from '../http/front-server'
import { cookieName } from '@/lib/domain/site/cookie-names'

const received: string[] = []
const collector = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk: Buffer) => (body += chunk.toString()))
  request.on('end', () => {
    received.push(`${request.url} ${body}`)
    response.setHeader('content-type', 'application/json').end('{}')
  })
})

afterAll(() => collector.close())

test('a collector gets the spans of every request, and nothing the schema does not allow', async () => {
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
  const { port: collectorPort } = collector.address() as AddressInfo
  const exporters = [await collectorProcessor(`http://127.0.0.1:${collectorPort}`)]
  const flow = await startFlow({ exporters })
  const watch = watchedFront(flow, {
    cookieName: cookieName('trace'),
    isHttps: false,
    everything: true,
  })
  const { port } = await startFront((_request, response) => void response.end('hello'), { watch })
  const headers = { cookie: `${cookieName('session')}=a-secret-nobody-may-see` }
  await (await fetch(`http://localhost:${port}/reset-password?token=hidden`, { headers })).text()
  await flow.stop()

  const text = received.join('\n')
  expect(text).toMatch(/^\/v1\/traces /)
  expect(text).toContain('"name":"request"')
  expect(text).toContain('/reset-password')
  expect(text).not.toMatch(/a-secret-nobody-may-see|hidden/)
})
