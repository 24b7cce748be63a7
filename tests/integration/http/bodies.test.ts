import type { IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { BodyMemory } from '@/lib/http/body-memory'
import type { Handle } from '@/lib/http/create-front'
import { FRONT_TIMEOUTS } from '@/lib/http/limits'
import { parseAnswer, requestText, sendRaw, startFront } from './front-server'
import { PATIENTLY } from '../../setup/patiently'

const KB = 1024
const FORM = 'Content-Type: application/x-www-form-urlencoded'

/** Reads the body as Next does, chunk by chunk, and returns its length. */
const measure: Handle = async (request, response) => {
  response.end(String((await bodyOf(request)).length))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const part of request) body += String(part)
  return body
}

const SESSION = 'Cookie: session=ours'

const post = (port: number, path: string, headers: readonly string[]) =>
  requestText(port, `POST ${path} HTTP/1.1`, [
    ...[`Origin: http://localhost:${port}`, FORM, SESSION],
    ...headers,
  ])

function announced(port: number, path: string, bytes: number): string {
  return post(port, path, [`Content-Length: ${bytes}`]) + 'a'.repeat(bytes)
}

function chunked(port: number, path: string, bytes: number): string[] {
  const chunk = `${KB.toString(16)}\r\n${'a'.repeat(KB)}\r\n`
  const head = post(port, path, ['Transfer-Encoding: chunked'])
  return [head, ...Array.from({ length: bytes / KB }, () => chunk), '0\r\n\r\n']
}

describe.each([
  ['announced', announced],
  ['in chunks', chunked],
])('a body %s', (_name, text) => {
  test.each([
    ['/sign-in', 1 * KB],
    ['/sign-in', 64 * KB],
    ['/account', 3072 * KB],
  ])('to %s of %i bytes arrives complete', async (path, bytes) => {
    const { port } = await startFront(measure)
    const answer = parseAnswer(await sendRaw(port, text(port, path, bytes)))
    expect(answer).toMatchObject({ status: 200, body: String(bytes) })
  })

  test.each([
    ['/sign-in', 65 * KB],
    ['/sign-in', 5000 * KB],
    ['/account', 11_265 * KB],
    ['/account/', 100 * KB],
    ['/api/auth/callback/credentials', 100 * KB],
  ])('to %s of %i bytes is a readable 413', async (path, bytes) => {
    const { port, handled } = await startFront(measure)
    const answer = parseAnswer(await sendRaw(port, text(port, path, bytes)))
    expect(answer).toMatchObject({
      status: 413,
      body: 'This is too large. Send less, or a smaller file.\n',
    })
    expect(answer.headers.connection).toBe('close')
    expect(handled).toEqual([])
  })
})

describe('many bodies at once', () => {
  const MEMORY = { totalBytes: 100 * KB, perAddressBytes: 60 * KB }
  const busy = { status: 503, body: 'We are busy. Try again in 5 seconds.\n' }

  /** A body that is started and never finished. */
  async function begin(port: number, address: string, bytes: number) {
    const forwarded = `X-Forwarded-For: ${address}`
    const head = post(port, '/sign-in', [`Content-Length: ${bytes + 1}`, forwarded])
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write(head + 'a'.repeat(bytes))
    return socket
  }

  const whole = async (port: number, address: string, bytes: number) => {
    const head = post(port, '/sign-in', [`Content-Length: ${bytes}`, `X-Forwarded-For: ${address}`])
    return parseAnswer(await sendRaw(port, head + 'a'.repeat(bytes)))
  }

  test('use no more memory than the limits per address and in total', async () => {
    const bodyMemory = new BodyMemory(MEMORY)
    const { port, handled } = await startFront(measure, { bodyMemory, trustedProxies: 1 })
    const first = await begin(port, '203.0.113.1', 50 * KB)
    await expect.poll(() => bodyMemory.totalBytes, PATIENTLY).toBe(50 * KB)

    expect(await whole(port, '203.0.113.1', 20 * KB)).toMatchObject(busy)
    expect(await whole(port, '203.0.113.2', 20 * KB)).toMatchObject({ status: 200 })

    const second = await begin(port, '203.0.113.2', 45 * KB)
    await expect.poll(() => bodyMemory.totalBytes, PATIENTLY).toBe(95 * KB)
    expect(await whole(port, '203.0.113.3', 20 * KB)).toMatchObject({
      ...busy,
      headers: expect.objectContaining({ 'retry-after': '5' }),
    })
    expect(handled).toHaveLength(1)

    first.destroy()
    second.destroy()
    await expect.poll(() => bodyMemory.totalBytes, PATIENTLY).toBe(0)
    expect(await whole(port, '203.0.113.1', 60 * KB)).toMatchObject({ status: 200 })
  })
})

describe('an image from a signed-out client', () => {
  test.each([
    [[], 303],
    [['Next-Action: x'], 401],
  ])('is not read (%s): %i, with a link back', async (headers, status) => {
    const { port, handled } = await startFront(measure)
    const text = requestText(port, 'POST /account HTTP/1.1', [
      ...[`Origin: http://localhost:${port}`, FORM, 'Cookie: session=forged'],
      ...[`Content-Length: ${3000 * KB}`, ...headers],
    ])
    const answer = parseAnswer(await sendRaw(port, text + 'a'.repeat(100 * KB)))
    expect(answer).toMatchObject({
      status,
      body: 'Your session has expired. Please sign in again.\n',
    })
    expect(answer.headers.location).toBe(
      status === 303 ? '/sign-in?callbackUrl=%2Faccount&code=session_expired' : undefined,
    )
    expect(handled).toEqual([])
  })
})

describe('a body', () => {
  test('that never arrives delays no response, not even one without a body', async () => {
    const { port } = await startFront(measure, {
      timeouts: { ...FRONT_TIMEOUTS, lingerMs: 60_000 },
    })
    const head = requestText(port, 'HEAD / HTTP/1.1', ['Content-Length: 99999999'])
    const received: string[] = []
    const socket = connect(port, '127.0.0.1', () => socket.write(head))
    socket.on('data', (part) => received.push(String(part)))
    await expect.poll(() => received.join(''), PATIENTLY).toMatch(/^HTTP\/1\.1 413 /)
    socket.destroy()
  })

  test('may follow its headers one byte at a time', async () => {
    const { port } = await startFront(measure)
    const head = post(port, '/sign-in', ['Content-Length: 40'])
    const answer = await sendRaw(port, [head, ...'a'.repeat(40)])
    expect(parseAnswer(answer)).toMatchObject({ status: 200, body: '40' })
  })

  test('is requested when the client sends Expect: 100-continue', async () => {
    const { port } = await startFront(measure)
    const head = post(port, '/sign-in', ['Content-Length: 4', 'Expect: 100-continue'])
    const answer = await sendRaw(port, [head, 'abcd'])
    expect(answer.startsWith('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK')).toBe(true)
  })

  test('that is incomplete never reaches the handler', async () => {
    const { port, handled, lines } = await startFront(measure)
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(post(port, '/sign-in', ['Content-Length: 100']) + 'abc')
        setTimeout(() => socket.destroy(), 30)
      })
      socket.on('close', () => resolve())
    })
    await expect.poll(() => lines.length, PATIENTLY).toBe(1)
    expect(lines[0]).toMatchObject({ event: 'request', reason: 'aborted' })
    expect(handled).toEqual([])
  })

  test.each([
    ['text/xml', 415],
    ['text/plain', 415],
    ['application/json', 415],
    ['multipart/form-data; boundary=x', 200],
  ])('of type %s to a page: %i', async (type, status) => {
    const { port } = await startFront(measure)
    const text = requestText(port, 'POST /sign-in HTTP/1.1', [
      `Origin: http://localhost:${port}`,
      `Content-Type: ${type}`,
      'Content-Length: 4',
    ])
    expect(parseAnswer(await sendRaw(port, `${text}abcd`)).status).toBe(status)
  })

  test('after another on one connection is separate', async () => {
    const { port } = await startFront(measure)
    const first = announced(port, '/sign-in', 10).replace('Connection: close\r\n', '')
    const answers = await sendRaw(port, first + announced(port, '/sign-in', 20))
    expect(answers.match(/\r\n\r\n[0-9a-f\r\n]*?(10|20)/g)).toHaveLength(2)
  })
})
