import { describe, expect, test } from 'vitest'
import type { Handle } from '@/lib/http/create-front'
import { markRequest, type RequestMark } from '@/lib/http/request-marks'
import {
  HASHING_PAGE,
  OUTAGE_PAGE,
  parseAnswer,
  requestText,
  sendRaw,
  startFront,
} from './front-server'
import { PATIENTLY } from '../../setup/patiently'
import { INTERNAL_HEADERS } from '@/lib/platform/internal-headers'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

async function get(port: number, target = '/', headers: readonly string[] = []) {
  return parseAnswer(await sendRaw(port, requestText(port, `GET ${target} HTTP/1.1`, headers)))
}

async function read(port: number) {
  const response = await fetch(`http://localhost:${port}/`)
  const { status, headers } = response
  return { status, body: await response.text(), retryAfter: headers.get('retry-after') }
}

/** What a program reads. */
const saying = (error: string, message: string) => JSON.stringify({ error, message })

const idOf = (request: Parameters<Handle>[0]) => String(request.headers['x-request-id'])

describe('a response', () => {
  test('has the security headers, its own id, and nothing about the software', async () => {
    const { port } = await startFront((_request, response) => {
      response.setHeader('X-Powered-By', 'Next.js')
      response.setHeader('X-Request-Id', 'another')
      response.end()
    })
    const { headers } = await get(port, '/', ['X-Request-Id: mine'])
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
      'cache-control': 'no-store',
      'x-request-id': expect.stringMatching(UUID),
    })
    expect(headers).not.toHaveProperty('x-powered-by')
    expect(headers).not.toHaveProperty('server')
  })

  test('keeps the policy and caching that a page or file sets itself', async () => {
    const { port } = await startFront((_request, response) => {
      response.setHeader('Content-Security-Policy', "script-src 'nonce-abc'")
      response.writeHead(200, { 'cache-control': 'public, max-age=31536000, immutable' })
      response.end()
    })
    expect((await get(port)).headers).toMatchObject({
      'content-security-policy': "script-src 'nonce-abc'",
      'cache-control': 'public, max-age=31536000, immutable',
    })
  })

  test('for a page without a policy says in plain text that there is nothing', async () => {
    const { port } = await startFront((request, response) => {
      response.setHeader('Content-Type', 'text/html; charset=utf-8')
      if (request.url === '/page')
        response.setHeader('Content-Security-Policy', "script-src 'none'")
      response.statusCode = 404
      response.write('<script>')
      response.end('alert(1)</script>')
    })
    const answered = await fetch(`http://localhost:${port}/api/nothing`)
    expect(answered.status).toBe(404)
    expect(answered.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(await answered.text()).toBe('There is nothing at this address.\n')
    const page = await fetch(`http://localhost:${port}/page`)
    expect(await page.text()).toBe('<script>alert(1)</script>')
  })

  test("keeps a route's policy, and adds only headers that are not set yet", async () => {
    const { port } = await startFront((_request, response) => {
      const name = 'Content-Security-Policy'
      if (!response.hasHeader(name)) response.setHeader(name, "default-src 'none'; sandbox")
      response.end()
    })
    expect((await get(port)).headers).toMatchObject({
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    })
  })

  test.each([
    ['a form', [], 'text/html; charset=utf-8', '<p>Outdated: /sign-up</p>'],
    ['a script', ['Next-Action: abc'], 'text/plain', 'Server Action unavailable.'],
  ] as const)(
    'about an action of an earlier build is explained to %s in its own format',
    async (_who, more, type, body) => {
      const { port } = await startFront((_request, response) => {
        response.setHeader('x-nextjs-action-not-found', '1')
        response.setHeader('content-type', 'text/plain')
        response.statusCode = 409
        response.end('Server Action unavailable.')
      })
      const headers = [`Origin: http://localhost:${port}`, 'Content-Length: 0', ...more]
      const start = 'POST /sign-up HTTP/1.1'
      const answer = parseAnswer(await sendRaw(port, requestText(port, start, headers)))
      expect(answer.status).toBe(409)
      expect(answer.headers['content-type']).toBe(type)
      expect(answer.body).toContain(body)
    },
  )

  test.each<[mark: RequestMark | null, type: string, status: number, body: string]>([
    ['database', 'text/html; charset=utf-8', 503, OUTAGE_PAGE],
    ['database', 'text/plain', 503, OUTAGE_PAGE],
    ['hashing', 'text/html; charset=utf-8', 503, HASHING_PAGE],
    ['database', 'text/x-component', 503, 'written by Next'],
    ['database', 'application/json', 503, 'written by Next'],
    ['database', '', 503, saying('busy', 'We are busy. Try again in 5 seconds.')],
    ['malformed', '', 400, saying('invalid_input', 'This request cannot be read. Send it again.')],
    [null, '', 500, saying('server_error', 'Something went wrong. Please try again.')],
    ['malformed', 'text/x-component', 400, 'written by Next'],
    ['malformed', 'text/plain', 400, expect.stringMatching(/^This request cannot be read/)],
    [null, 'text/plain', 500, expect.stringMatching(/^Something went wrong/)],
    [null, 'text/html; charset=utf-8', 500, 'written by Next'],
  ])('of 500, marked %s, as %s is a %i', async (mark, type, status, body) => {
    for (const compressed of [false, true]) {
      const { port } = await startFront((request, response) => {
        if (mark) markRequest(idOf(request), mark)
        if (compressed) response.setHeader('Content-Encoding', 'identity')
        response.statusCode = 500
        response.setHeader('Cache-Control', 'public, max-age=60')
        // A handler that throws: Next sends neither a type nor a body.
        if (type !== '') {
          response.setHeader('Content-Type', type)
          response.write('written ')
        }
        response.end(type === '' ? undefined : 'by Next')
      })
      const answer = await read(port)
      expect(answer).toEqual({ status, body, retryAfter: status === 503 ? '5' : null })
    }
  })

  test.each<[mark: RequestMark, status: number, body: unknown]>([
    ['database', 503, OUTAGE_PAGE],
    ['malformed', 400, expect.stringMatching(/^This request cannot be read/)],
  ])('of 500 without a body, marked %s, is a page for a browser', async (mark, status, body) => {
    const { port } = await startFront((request, response) => {
      markRequest(idOf(request), mark)
      response.writeHead(500).end()
    })
    const answer = await get(port, '/', ['Accept: text/html,*/*;q=0.8'])
    expect(answer).toMatchObject({ status, body })
  })

  test('is logged and counted with the status that was sent, not the one the handler set', async () => {
    const { port, lines } = await startFront((request, response) => {
      markRequest(idOf(request), 'database')
      response.statusCode = 500
      response.end('down')
      response.statusCode = 500
    })
    expect((await get(port)).status).toBe(503)
    await expect
      .poll(() => lines, PATIENTLY)
      .toContainEqual(expect.objectContaining({ event: 'request', status: 503 }))
  })

  test('of 500 written in one go is replaced too', async () => {
    const { port } = await startFront((request, response) => {
      markRequest(idOf(request), 'database')
      response
        .writeHead(500, 'Oh no', { 'Content-Type': 'text/plain' })
        .end('Internal Server Error')
    })
    expect(await read(port)).toEqual({ status: 503, body: OUTAGE_PAGE, retryAfter: '5' })
  })

  test('of 200 is unchanged, whatever its marker', async () => {
    const { port } = await startFront((request, response) => {
      markRequest(idOf(request), 'database')
      response.end('fine')
    })
    expect(await read(port)).toEqual({ status: 200, body: 'fine', retryAfter: null })
  })

  test('is a plain 500 with an id when the handler throws, and the log has the cause', async () => {
    const { port, lines } = await startFront(() => Promise.reject(new Error('boom')))
    const answer = await get(port)
    expect(answer).toMatchObject({
      status: 500,
      body: 'Something went wrong. Please try again.\n',
    })
    expect(lines).toContainEqual(
      expect.objectContaining({
        event: 'request_failed',
        requestId: answer.headers['x-request-id'],
        err: expect.objectContaining({ message: 'boom' }),
      }),
    )
  })

  test('is cut off for the client when the handler throws midway', async () => {
    const { port } = await startFront((_request, response) => {
      response.write('half')
      throw new Error('boom')
    })
    expect(await sendRaw(port, requestText(port, 'GET / HTTP/1.1'))).not.toMatch(/0\r\n\r\n$/)
  })

  test('to a disconnected client causes no error', async () => {
    const { port, lines, handled } = await startFront(async (request, response) => {
      if (request.url === '/slow') {
        await new Promise((resolve) => response.once('close', resolve))
      }
      response.end('late')
    })
    const gone = new AbortController()
    const asked = fetch(`http://localhost:${port}/slow`, { signal: gone.signal })
    asked.catch(() => undefined)
    await expect.poll(() => handled.length, PATIENTLY).toBe(1)
    gone.abort()
    await expect(asked).rejects.toThrow()
    await expect.poll(() => lines.length, PATIENTLY).toBe(1)
    expect(lines[0]).toMatchObject({ path: '/slow', reason: 'aborted' })
    expect((await get(port)).status).toBe(200)
  })
})

describe('the handler receives', () => {
  test("the server's client info, not the client's claims", async () => {
    const { port, handled } = await startFront()
    await get(port, '/', [
      'X-Forwarded-For: 6.6.6.6',
      'X-Forwarded-Host: evil.example',
      'X-Forwarded-Proto: https',
      'X-Forwarded-Port: 443',
      'Forwarded: for=6.6.6.6;host=evil.example',
      'X-Real-IP: 6.6.6.6',
      `${INTERNAL_HEADERS.activity.toUpperCase()}: 1`,
      'X-Middleware-Subrequest: middleware:middleware:middleware',
      "Content-Security-Policy: script-src 'nonce-EVIL'",
      'X-Nonce: EVIL',
      'X-Nextjs-Data: 1',
      // Next could not forward these to itself.
      'Upgrade: h2c',
      'TE: trailers',
      'Keep-Alive: timeout=5',
    ])
    const [seen] = handled
    expect(seen?.headers).toEqual({
      host: `localhost:${port}`,
      'x-forwarded-for': '127.0.0.1',
      [INTERNAL_HEADERS.address]: '127.0.0.1',
      'x-forwarded-host': `localhost:${port}`,
      'x-forwarded-proto': 'http',
      'x-forwarded-port': String(port),
      'x-request-id': expect.stringMatching(UUID),
    })
    expect(seen?.rawHeaders.join()).not.toMatch(/evil|6\.6\.6\.6/i)
  })

  test('the client address from a trusted proxy', async () => {
    const { port, handled, lines } = await startFront(undefined, { trustedProxies: 1 })
    await get(port, '/', ['X-Forwarded-For: 6.6.6.6, 198.51.100.7'])
    expect(handled[0]?.headers['x-forwarded-for']).toBe('198.51.100.7')
    expect(lines[0]).toMatchObject({ address: '198.51.100.7' })
  })

  test("whether the router requests a page's data, which Next hides from the middleware", async () => {
    const { port, handled } = await startFront()
    await get(port, '/dashboard', ['RSC: 1'])
    await get(port, '/dashboard', [`${INTERNAL_HEADERS.rsc.toUpperCase()}: 1`])
    expect(handled.map(({ headers }) => headers[INTERNAL_HEADERS.rsc])).toEqual(['1', undefined])
  })

  test('whether the request is a navigation or a prefetch', async () => {
    const { port, handled } = await startFront()
    await get(port, '/dashboard', ['Sec-Fetch-Mode: navigate'])
    await get(port, '/dashboard', [
      'RSC: 1',
      'Next-Router-Prefetch: 1',
      `${INTERNAL_HEADERS.activity.toUpperCase()}: 1`,
    ])
    expect(handled.map(({ headers }) => headers[INTERNAL_HEADERS.activity])).toEqual([
      '1',
      undefined,
    ])
  })
})

describe('a request from another site', () => {
  test.each([
    ['POST /sign-in', ['Origin: https://evil.example'], 403],
    ['POST /sign-in', ['Origin: null'], 403],
    ['POST /sign-in', ['Sec-Fetch-Site: cross-site'], 403],
    ['POST /sign-in', [], 403],
    ['POST /sign-in', ['Origin: https://evil.example', 'X-Forwarded-Host: evil.example'], 403],
    ['POST /api/auth/callback/credentials', ['Origin: https://evil.example'], 403],
    ['POST /api/auth/callback/credentials', ['Next-Action: abc'], 403],
    ['POST /api/auth/callback/credentials', [], 200],
  ])('%s with %j: %i', async (start, headers, status) => {
    const { port, handled } = await startFront()
    const answer = parseAnswer(await sendRaw(port, requestText(port, `${start} HTTP/1.1`, headers)))
    expect(answer.status).toBe(status)
    expect(handled).toHaveLength(status === 200 ? 1 : 0)
  })
})

describe('a request to another loopback name', () => {
  test('is redirected to the configured origin with its path and query', async () => {
    const { port } = await startFront()
    const text = `GET /sign-in?callbackUrl=%2Faccount HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`
    const answer = parseAnswer(await sendRaw(port, text))
    expect(answer.status).toBe(307)
    expect(answer.headers.location).toBe(`http://localhost:${port}/sign-in?callbackUrl=%2Faccount`)
  })

  test('is refused as an unknown host in production', async () => {
    const { port } = await startFront(undefined, { isProduction: true })
    const text = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`
    expect(parseAnswer(await sendRaw(port, text)).status).toBe(421)
  })
})

describe('the access log', () => {
  test('has one line per request, with the path but never the query', async () => {
    const { port, lines } = await startFront()
    const { headers } = await get(port, '/verify-email?token=secret')
    await expect.poll(() => lines.length, PATIENTLY).toBe(1)
    expect(lines[0]).toMatchObject({
      level: 'info',
      event: 'request',
      requestId: headers['x-request-id'],
      method: 'GET',
      path: '/verify-email',
      address: '127.0.0.1',
      status: 200,
      durationMs: expect.any(Number),
    })
    expect(JSON.stringify(lines)).not.toContain('secret')
  })

  test('logs static files at debug level', async () => {
    const { port, lines } = await startFront()
    await get(port, '/_next/static/chunks/a.js')
    await expect.poll(() => lines.length, PATIENTLY).toBe(1)
    expect(lines[0]).toMatchObject({ level: 'debug' })
  })

  test('logs a static file that fails like a page', async () => {
    const { port, lines } = await startFront((_request, response) => {
      response.statusCode = 500
      response.end()
    })
    await get(port, '/_next/static/chunks/a.js')
    await expect.poll(() => lines.length, PATIENTLY).toBe(1)
    expect(lines[0]).toMatchObject({ level: 'info', status: 500 })
  })

  test('omits the query of an absolute URL too', async () => {
    const { port, lines } = await startFront()
    await sendRaw(port, requestText(port, 'GET http://evil.example/?token=secret HTTP/1.1'))
    await expect.poll(() => lines.length, PATIENTLY).toBe(1)
    expect(JSON.stringify(lines)).not.toContain('secret')
  })
})

describe('requests that Next would answer with 500 never reach it:', () => {
  test('range and conditional requests for a file', async () => {
    const { port, handled } = await startFront()
    const conditions = ['Range: bytes=99999-', 'If-Match: x', 'If-Range: x']
    await get(port, '/icon.svg', [...conditions, 'If-Unmodified-Since: never'])
    expect(Object.keys(handled[0]?.headers ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(range|if-)/)]),
    )
  })

  test('an invalid router state', async () => {
    const { port, handled } = await startFront()
    await get(port, '/nowhere', ['RSC: 1', 'Next-Router-State-Tree: %7Bx'])
    expect(handled[0]?.headers).not.toHaveProperty('next-router-state-tree')
    expect(handled[0]?.headers).toHaveProperty('rsc')
  })

  test('cookies, except those the caller keeps', async () => {
    const { port, handled } = await startFront(undefined, { sanitiseCookies: () => 'tidy=1' })
    await get(port, '/', ['Cookie: a=1; a=2'])
    expect(handled[0]?.headers.cookie).toBe('tidy=1')
  })
})

describe('a refusal of the server itself', () => {
  test.each([
    ['/api/me', 'application/json'],
    ['/api/me?x=1', 'application/json'],
    ['/api/auth/session', 'text/plain; charset=utf-8'],
    ['/sign-in', 'text/plain; charset=utf-8'],
  ])('of POST %s from another origin is %s', async (target, type) => {
    const { port } = await startFront()
    const headers = ['Origin: https://elsewhere.example']
    const answer = parseAnswer(
      await sendRaw(port, requestText(port, `POST ${target} HTTP/1.1`, headers)),
    )
    expect(answer).toMatchObject({ status: 403, headers: { 'content-type': type } })
    if (type !== 'application/json') expect(answer.body).toMatch(/^This request came from another/)
    else
      expect(JSON.parse(answer.body)).toEqual({
        error: 'forbidden',
        message:
          'Only pages of this site may send this. Ask the owner of this site to admit your program.',
      })
  })
})
