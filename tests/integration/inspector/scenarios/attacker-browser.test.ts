import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { signInCounters } from '@/lib/services/sign-in/sign-in-limits'
import { AttackerBrowser } from '@/lib/inspector/scenarios/attacker-browser'
import { cookieName } from '@/lib/domain/site/cookie-names'

const NOW = new Date('2026-03-01T12:00:00Z')
const ORIGIN = 'https://latchkey.example'
const ADDRESS = '2001:db8::1'
const ACCOUNT = {
  id: 'id',
  email: 'simulated@example.com',
  password: 'secret',
  unknown: 'nobody',
  secret: null,
  key: null,
}

type Heard = Pick<IncomingMessage, 'method' | 'url' | 'headers'> & { body: string }
const heard: Heard[] = []
/** What the server sets, request by request. */
let cookiesToSet: string[][] = []
const server = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk) => (body += String(chunk)))
  request.on('end', () => {
    const { method, url, headers } = request
    heard.push({ method, url, headers, body })
    response.setHeader('set-cookie', cookiesToSet.shift() ?? [])
    response.end(url?.endsWith('/csrf') ? '{"csrfToken":"the token"}' : '{}')
  })
})

let attacker: AttackerBrowser
beforeEach(async () => {
  heard.length = 0
  cookiesToSet = []
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  attacker = new AttackerBrowser(
    { ...ACCOUNT, madeAt: NOW },
    {
      ...{ recording: 'r'.repeat(22), scenario: 'replay', runId: '0a1b2c3d', address: ADDRESS },
      ...{ origin: ORIGIN, port, cookiePrefix: '__Host-', clock: () => NOW },
    },
  )
})
afterEach(() => new Promise((resolve) => server.close(resolve)))

/** But for the trace cookie, by which the server knows its own scenario. */
function cookiesSent({ headers }: Heard): string[] {
  const all = headers.cookie?.split('; ') ?? []
  expect(all.filter((pair) => pair.startsWith(`__Host-${cookieName('trace')}=`))).toHaveLength(1)
  return all.filter((pair) => !pair.startsWith(`__Host-${cookieName('trace')}=`))
}

test('a sign-in is sent as a page of this site sends it, with a token asked for before', async () => {
  await attacker.signIn({ callbackUrl: '/elsewhere' })
  const [csrf, signIn, ...more] = heard
  expect(csrf).toMatchObject({ method: 'GET', url: '/api/auth/csrf', body: '' })
  expect(csrf?.headers).not.toHaveProperty('origin')
  expect(csrf?.headers).not.toHaveProperty('content-type')
  expect(signIn).toMatchObject({
    ...{ method: 'POST', url: '/api/auth/callback/credentials' },
    headers: {
      ...{ host: 'latchkey.example', origin: ORIGIN, 'x-auth-return-redirect': '1' },
      'content-type': 'application/x-www-form-urlencoded',
    },
  })
  expect(Object.fromEntries(new URLSearchParams(signIn?.body))).toEqual({
    ...{ csrfToken: 'the token', callbackUrl: '/elsewhere' },
    ...{ identifier: ACCOUNT.email, password: ACCOUNT.password },
  })
  expect(more).toEqual([])
})

test('a sign-out is the form Auth.js waits for', async () => {
  await attacker.signOut()
  expect(heard.map(({ method, url, body }) => [method, url, body])).toEqual([
    ['GET', '/api/auth/csrf', ''],
    ['POST', '/api/auth/signout', 'csrfToken=the+token'],
  ])
})

test('what was sent is told with its group, and asking for the token is not', async () => {
  await attacker.signIn({}, 'known')
  await attacker.signOut()
  expect(attacker.exchanges.map(({ path, group }) => [path, group])).toEqual([
    ['/api/auth/callback/credentials', 'known'],
    ['/api/auth/signout', undefined],
  ])
  expect(attacker.exchanges[1]).not.toHaveProperty('group')
})

test('its limits can be opened again in the middle of a scenario', async () => {
  const target = { user: { id: ACCOUNT.id, signInRestartedAt: null }, identifier: ACCOUNT.email }
  const { ofAccount: key } = signInCounters(target, ADDRESS)
  const until = new Date(NOW.getTime() + 60_000)
  await prisma().attemptCounter.create({ data: { key, count: 5, forgottenAt: until } })
  await attacker.resetLimits()
  expect(await prisma().attemptCounter.count()).toBe(0)
})

test('a page is asked for as a browser asks; what came back is told with its time', async () => {
  const before = performance.now()
  await attacker.get('/dashboard')
  const longest = performance.now() - before
  expect(heard[0]).toMatchObject({ method: 'GET', headers: { accept: 'text/html' } })
  expect(attacker.exchanges).toEqual([
    {
      ...{ requestId: '', method: 'GET', path: '/dashboard', status: 200 },
      ...{ sees: 'an ordinary answer', ms: expect.any(Number) },
    },
  ])
  expect(attacker.exchanges[0]?.ms).toBeLessThanOrEqual(longest)
})

test('cookies come along from then on, until they are emptied', async () => {
  cookiesToSet = [['a=1; Path=/; HttpOnly', 'b=x=y'], ['a=; Max-Age=0']]
  await attacker.get('/')
  await attacker.get('/')
  await attacker.get('/')
  expect(heard.map(cookiesSent)).toEqual([[], ['a=1', 'b=x=y'], ['b=x=y']])
})

describe('the session cookie', () => {
  test('is none before a sign-in, and can be put back', async () => {
    expect(attacker.sessionCookie()).toBe('')
    attacker.putBack('stolen')
    await attacker.get('/')
    expect(heard.flatMap(cookiesSent)).toEqual([`__Host-${cookieName('session')}=stolen`])
  })

  test.each([
    ['AAAAA', 'AABAA'],
    ['BBBBBB', 'BBBABB'],
    ['ABCDE', 'ABADE'],
  ])('is tampered with in its middle: %s becomes %s', (session, tampered) => {
    attacker.putBack(session)
    attacker.tamperWithSession()
    expect(attacker.sessionCookie()).toBe(tampered)
  })
})
