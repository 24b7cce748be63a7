import { describe, expect, test } from 'vitest'
import { cookieName } from '@/lib/domain/site/cookie-names'
import { readHttpConfig } from '@/lib/http/path-rules'
import type { FrontSettings } from '@/lib/http/front-settings'
import { withOneSessionCookie } from '@/lib/auth/session-cookie'
import { parseAnswer, requestText, sendRaw, startFront } from './front-server'
import { PATIENTLY } from '../../setup/patiently'

const APP = 'https://app.example.com'
const JSON_BODY = ['Content-Type: application/json', 'Content-Length: 2']

const rules = readHttpConfig({
  '/api/notes/[id]': { methods: ['PUT', 'DELETE'], cors: [APP] },
  '/api/hooks/*': { withoutOrigin: true, bodies: { 'application/json': 100_000 } },
  '/api/texts': { withoutOrigin: true, bodies: { 'text/xml': 10 } },
})

async function send(
  start: string,
  headers: string[],
  settings: Partial<FrontSettings> = { rules },
) {
  const { port, handled, lines } = await startFront(undefined, settings)
  const own = headers.map((line) => line.replace('OWN', `http://localhost:${port}`))
  const text = requestText(port, `${start} HTTP/1.1`, own) + '{}'
  const { status, headers: received } = parseAnswer(await sendRaw(port, text))
  await expect.poll(() => lines.length, PATIENTLY).toBe(1)
  return { status, received, handled, line: lines[0] }
}

describe('without a configured rule nothing is admitted, and the log names the rule that would', () => {
  test.each([
    ['PUT /api/x', ['Origin: OWN'], 405, '{"methods":["PUT"]}'],
    ['OPTIONS /api/x', ['Origin: OWN'], 405, '{"methods":["OPTIONS"]}'],
    ['POST /api/x', [], 403, '{"withoutOrigin":true}'],
    ['POST /api/x', [`Origin: ${APP}`], 403, `{"cors":["${APP}"]}`],
    ['POST /x', ['Origin: OWN', ...JSON_BODY], 415, '{"bodies":{"application/json":65536}}'],
    [
      'POST /x',
      ['Origin: OWN', 'Content-Type: multipart/form-data', 'Content-Length: 70000'],
      ...([413, '{"bodies":{"multipart/form-data":70000}}'] as const),
    ],
  ])('%s %j: %i', async (start, headers, status, line) => {
    const { status: answered, handled, line: logged } = await send(start, headers, {})
    expect(answered).toBe(status)
    expect(handled).toEqual([])
    const path = start.split(' ')[1] ?? ''
    expect(logged).toMatchObject({ allowedBy: `app/http.config.ts: '${path}': ${line}` })
  })

  test.each([
    ['TRACE /api/x', ['Origin: OWN'], 405],
    ['PUT /x', ['Origin: OWN'], 405],
    ['POST /sign-in', [], 403],
    ['POST /sign-in', [`Origin: ${APP}`], 403],
    ['POST /api/x', ['Origin: null'], 403],
    ['POST /api/x', ['Next-Action: x'], 403],
    ['POST /api/x', ['Sec-Fetch-Site: cross-site'], 403],
  ])('%s %j: %i, which no rule admits', async (start, headers, status) => {
    const { status: answered, line } = await send(start, headers, {})
    expect(answered).toBe(status)
    expect(line).not.toHaveProperty('allowedBy')
  })
})

describe('a rule admits', () => {
  test.each([
    ['PUT /api/notes/1', ['Origin: OWN', ...JSON_BODY], 200],
    ['DELETE /api/notes/1', ['Origin: OWN'], 200],
    ['PATCH /api/notes/1', ['Origin: OWN'], 405],
    ['DELETE /api/notes', ['Origin: OWN'], 405],
    ['DELETE /api/notes/1', [], 403],
    ['DELETE /api/notes/1', ['Origin: https://evil.example'], 403],
    ['DELETE /api/notes/1', ['Origin: null'], 403],
    ['DELETE /api/notes/1', [`Origin: ${APP}`, 'Sec-Fetch-Site: cross-site'], 200],
    ['DELETE /api/notes/1', [`Origin: ${APP}`, 'Next-Action: x'], 403],
    ['POST /api/hooks/stripe', JSON_BODY, 200],
    ['POST /api/hooks/stripe', ['Next-Action: x', ...JSON_BODY], 403],
    ['POST /api/hooks/stripe', ['Sec-Fetch-Site: cross-site', ...JSON_BODY], 403],
    ['POST /api/hooks/stripe', ['Origin: https://evil.example', ...JSON_BODY], 403],
    ['POST /api/texts', ['Content-Type: text/xml', 'Content-Length: 2'], 200],
    ['POST /api/texts', ['Content-Type: text/xml', 'Content-Length: 11'], 413],
    ['POST /api/texts', ['Content-Type: text/plain', 'Content-Length: 2'], 415],
    ['DELETE /icon.svg', ['Origin: OWN'], 405],
  ])('%s %j: %i', async (start, headers, status) => {
    const { status: answered, handled } = await send(start, headers)
    expect(answered).toBe(status)
    expect(handled).toHaveLength(status === 200 ? 1 : 0)
  })

  test.each([
    ['POST /api/hooks/stripe', []],
    ['DELETE /api/notes/1', [`Origin: ${APP}`]],
    ['GET /api/notes/1', [`Origin: ${APP}`]],
  ])('%s %j, without its cookies', async (start, headers) => {
    const { handled } = await send(start, [
      ...headers,
      `Cookie: ${cookieName('session')}=a; sidebar=open`,
    ])
    expect(handled[0]?.headers).not.toHaveProperty('cookie')
  })

  test('same-origin pages with their cookies, and with others', async () => {
    process.env.AUTH_SECRET ??= 'secret-secret-secret-secret-secret'
    const sanitiseCookies = withOneSessionCookie
    const cookie = `${cookieName('session')}=a; sidebar=open; _ga=GA1.1.2`
    const { handled } = await send('DELETE /api/notes/1', ['Origin: OWN', `Cookie: ${cookie}`], {
      ...{ rules, sanitiseCookies },
    })
    expect(handled[0]?.headers.cookie).toBe(cookie)
  })
})

describe('a script of another origin', () => {
  const preflight = [
    'Access-Control-Request-Method: PUT',
    'Access-Control-Request-Headers: authorization',
  ]

  test('is told what it may send', async () => {
    const asked = [`Origin: ${APP}`, 'Sec-Fetch-Site: cross-site', ...preflight]
    const { status, received, handled } = await send('OPTIONS /api/notes/1', asked)
    expect(status).toBe(200)
    expect(handled).toEqual([])
    expect(received).toMatchObject({
      'access-control-allow-origin': APP,
      'access-control-allow-methods': 'GET, HEAD, POST, PUT, DELETE',
      'access-control-allow-headers': 'authorization',
    })
    expect(received).not.toHaveProperty('access-control-allow-credentials')
  })

  test('can read the response only where its origin is listed', async () => {
    const named = await send('GET /api/notes/1', [`Origin: ${APP}`])
    expect(named.received).toMatchObject({ 'access-control-allow-origin': APP, vary: 'Origin' })
    const other = await send('GET /api/notes/1', ['Origin: https://evil.example'])
    expect(other.received).not.toHaveProperty('access-control-allow-origin')
    const elsewhere = await send('GET /api/hooks/stripe', [`Origin: ${APP}`])
    expect(elsewhere.received).not.toHaveProperty('access-control-allow-origin')
    const refused = await send('OPTIONS /api/notes/1', [
      'Origin: https://evil.example',
      ...preflight,
    ])
    expect(refused.status).toBe(403)
    expect(refused.received).not.toHaveProperty('access-control-allow-origin')
  })
})

describe('development server tools', () => {
  const frames = ['Origin: OWN', 'Content-Type: text/plain;charset=UTF-8', 'Content-Length: 2']
  test.each([
    ['POST /__nextjs_original-stack-frames', true, 200],
    ['POST /__nextjs_original-stack-frames', false, 415],
    ['POST /_next/mcp', true, 200],
    ['POST /sign-in', true, 415],
  ])('%s, in development: %s: %i', async (start, isDevelopment, status) => {
    expect((await send(start, frames, { isDevelopment })).status).toBe(status)
  })
})
