import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { traced } from '@/lib/platform/tracing'
import { otlpReader } from '@/lib/telemetry/otlp-reader'
import { startTracing } from '@/lib/telemetry/start-tracing'
import { startFront } from '../http/front-server'

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

type Sent = { name: string; spanId: string; parentSpanId?: string; attributes: Attribute[] }
type Attribute = { key: string; value: Record<string, unknown> }

test('a collector receives the spans of every request without the inspector, and no arguments', async () => {
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
  const { port: collectorPort } = collector.address() as AddressInfo
  const stop = await startTracing(
    [await otlpReader(`http://127.0.0.1:${collectorPort}`)],
    'my-service',
  )
  const checkPassword = traced('bcrypt', (password: string) => Promise.resolve(password))
  const { port } = await startFront((_request, response) =>
    checkPassword('a password').then((text) => void response.end(text)),
  )
  const headers = { cookie: 'session=a-secret-nobody-may-see' }
  await (await fetch(`http://localhost:${port}/reset-password?token=hidden`, { headers })).text()
  await (await fetch(`http://localhost:${port}/_next/static/a.js`)).text()
  await stop()

  const text = received.join('\n')
  expect(text).toMatch(/^\/v1\/traces /)
  expect(text).not.toMatch(/a-secret-nobody-may-see|hidden|a password|_next/)
  const body = JSON.parse(text.slice(text.indexOf('{'))) as {
    resourceSpans: [{ resource: { attributes: Attribute[] }; scopeSpans: [{ spans: Sent[] }] }]
  }
  const [{ resource, scopeSpans }] = body.resourceSpans
  expect(resource.attributes).toContainEqual({
    key: 'service.name',
    value: { stringValue: 'my-service' },
  })
  const spans = scopeSpans[0].spans
  const request = spans.find(({ name }) => name === 'request')
  expect(spans.map(({ name, parentSpanId }) => [name, parentSpanId])).toEqual(
    expect.arrayContaining([
      ['front', request?.spanId],
      ['bcrypt', request?.spanId],
    ]),
  )
  expect(request?.attributes.map(({ key, value }) => [key, Object.values(value)[0]])).toEqual([
    ['http.request.method', 'GET'],
    ['url.path', '/reset-password'],
    ['http.response.status_code', 200],
  ])
})
