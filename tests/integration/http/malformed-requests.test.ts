import { describe, expect, test } from 'vitest'
import { parseAnswer, requestText, sendRaw, startFront } from './front-server'

/** Requests that no client sends by accident; HOST stands for the server's own name. */
const REFUSED: readonly [name: string, lines: readonly string[], status: number][] = [
  ['two Host headers', ['GET / HTTP/1.1', 'Host: HOST', 'Host: evil.example'], 400],
  ['the same Host twice', ['GET / HTTP/1.1', 'Host: HOST', 'Host: HOST'], 400],
  ['no Host', ['GET / HTTP/1.1'], 400],
  ['another Host', ['GET / HTTP/1.1', 'Host: evil.example'], 421],
  ['a Host with user info', ['GET / HTTP/1.1', 'Host: HOST@evil.example'], 421],
  ['an absolute target', ['GET http://169.254.169.254/ HTTP/1.1', 'Host: HOST'], 400],
  [
    'an absolute target with an upgrade',
    [
      'GET http://169.254.169.254/ HTTP/1.1',
      'Host: HOST',
      'Connection: Upgrade',
      'Upgrade: websocket',
    ],
    400,
  ],
  [
    'a WebSocket',
    ['GET / HTTP/1.1', 'Host: HOST', 'Connection: Upgrade', 'Upgrade: websocket'],
    400,
  ],
  [
    'a length and a transfer coding',
    ['POST / HTTP/1.1', 'Host: HOST', 'Content-Length: 4', 'Transfer-Encoding: chunked'],
    400,
  ],
  ['two lengths', ['POST / HTTP/1.1', 'Host: HOST', 'Content-Length: 4', 'Content-Length: 5'], 400],
  ['an unknown coding', ['POST / HTTP/1.1', 'Host: HOST', 'Transfer-Encoding: xchunked'], 400],
  ['a negative length', ['POST / HTTP/1.1', 'Host: HOST', 'Content-Length: -1'], 400],
  ['TRACE', ['TRACE / HTTP/1.1', 'Host: HOST'], 405],
  ['PUT', ['PUT / HTTP/1.1', 'Host: HOST'], 405],
  ['OPTIONS *', ['OPTIONS * HTTP/1.1', 'Host: HOST'], 405],
  ['CONNECT', ['CONNECT evil.example:443 HTTP/1.1', 'Host: evil.example:443'], 405],
  ['a method nobody knows', ['BREW / HTTP/1.1', 'Host: HOST'], 405],
  ['a method in small letters', ['get / HTTP/1.1', 'Host: HOST'], 405],
  ['HTTP/2 without asking', ['PRI * HTTP/2.0', '', 'SM'], 400],
  ['no HTTP at all', ['hello there'], 400],
  ['a TLS handshake', ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'], 400],
  ['a bare line feed in a header', ['GET / HTTP/1.1', 'Host: HOST', 'X: a\x00b'], 400],
  ['a space before the colon', ['GET / HTTP/1.1', 'Host : HOST'], 400],
  ['a folded header', ['GET / HTTP/1.1', 'Host: HOST', ' evil.example'], 400],
  ['headers of 20 kB', ['GET / HTTP/1.1', 'Host: HOST', `X: ${'a'.repeat(20_000)}`], 431],
  ['an address of 10 kB', [`GET /${'a'.repeat(10_000)} HTTP/1.1`, 'Host: HOST'], 414],
  ['half a percent sign', ['GET /%zz HTTP/1.1', 'Host: HOST'], 400],
  ['a NUL in the path', ['GET /a%00b HTTP/1.1', 'Host: HOST'], 400],
  ['bytes above ASCII in the path', ['GET /caf\xe9 HTTP/1.1', 'Host: HOST'], 400],
  ['an expectation', ['GET / HTTP/1.1', 'Host: HOST', 'Expect: miracles'], 417],
  ['the image optimizer', ['GET /_next/image?url=/a.png&w=64&q=1 HTTP/1.1', 'Host: HOST'], 404],
]

describe('a malformed request', () => {
  test.each(REFUSED)('%s is refused in one sentence', async (_name, lines, status) => {
    const { port, handled } = await startFront()
    const text = [...lines, 'Connection: close', '', ''].join('\r\n')
    const answer = parseAnswer(await sendRaw(port, text.replaceAll('HOST', `localhost:${port}`)))

    expect(answer.status).toBe(status)
    expect(answer.body).toMatch(/^[A-Z][^\n]+\.\n$/)
    expect(answer.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    })
    expect(handled).toEqual([])
  })

  test('no part of it reaches the next one on the same connection', async () => {
    const { port, handled } = await startFront()
    const smuggled = `GET /smuggled HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`
    const outer = requestText(port, 'POST / HTTP/1.1', [
      `Content-Length: ${smuggled.length}`,
      'Transfer-Encoding: chunked',
    ])
    await sendRaw(port, outer + smuggled)
    expect(handled).toEqual([])
  })
})

describe('an unusual but valid request', () => {
  test.each([
    ['headers of 10 000 bytes', `X: ${'a'.repeat(10_000)}`],
    ['an upgrade to HTTP/2, which HTTP allows to ignore', 'Upgrade: h2c'],
    ['fifty cookies', `Cookie: ${Array.from({ length: 50 }, (_, at) => `c${at}=%`).join('; ')}`],
  ])('%s is served', async (_name, header) => {
    const { port } = await startFront()
    const answer = parseAnswer(await sendRaw(port, requestText(port, 'GET / HTTP/1.1', [header])))
    expect(answer.status).toBe(200)
  })

  test('HTTP/1.0 is served', async () => {
    const { port } = await startFront()
    const answer = await sendRaw(port, `GET / HTTP/1.0\r\nHost: localhost:${port}\r\n\r\n`)
    expect(parseAnswer(answer)).toMatchObject({ status: 200, body: 'hello' })
  })

  test('a health probe needs no Host', async () => {
    const { port } = await startFront()
    const answer = parseAnswer(await sendRaw(port, 'GET /api/health HTTP/1.0\r\n\r\n'))
    expect(answer.status).toBe(200)
  })
})
