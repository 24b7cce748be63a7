import { beforeAll, expect, test, vi } from 'vitest'
import { auth } from '@/auth'
import { currentSession } from '@/lib/auth/current-session'
import { readViewer } from '@/lib/auth/guards'
import { answerRefresh, answerRegistration } from '@/lib/auth/session-binding'
import { jwtOptions } from '@/lib/auth/session-token'
import { env } from '@/lib/env'
import { registrationChallenge } from '@/lib/services/session-binding/register-binding'
import { DeviceKey } from '@/tests/setup/device-key'
import { Browser } from './browser'
import { cookieName } from '@/lib/domain/site/cookie-names'

const received = vi.hoisted(() => ({ headers: new Headers() }))

vi.mock('next/headers', () => ({ headers: () => Promise.resolve(received.headers) }))

beforeAll(() => {
  // Nothing listens there. Set before the first query, which keeps its client.
  vi.stubEnv('DATABASE_URL', 'postgresql://nobody:nothing@127.0.0.1:1/none')
})

/** A session cookie from an earlier sign-in. */
async function withCookie(): Promise<Browser> {
  const token = await jwtOptions.encode({
    secret: env().AUTH_SECRET,
    salt: cookieName('session'),
    token: {
      sub: 'ada',
      id: 'ada',
      role: 'USER',
      sessionId: 'a-session',
      absoluteEnd: Math.floor(Date.now() / 1000) + 3600,
    },
  })
  const browser = new Browser()
  browser.cookies.set(cookieName('session'), token)
  return browser
}

test('reading the session is a 503 that signs nobody out', async () => {
  const browser = await withCookie()
  const answer = await browser.get('session')
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('5')
  expect(await answer.text()).not.toContain('ada')
  expect(browser.cookies.has(cookieName('session'))).toBe(true)
})

test('the guards and auth() throw, so that a page is a 503 and signs nobody out', async () => {
  const { cookies } = await withCookie()
  const session = cookies.get(cookieName('session')) ?? ''
  received.headers = new Headers({ cookie: `${cookieName('session')}=${session}` })
  await expect(readViewer()).rejects.toThrow('database is unavailable')
  await expect(auth()).rejects.toThrow('database is unavailable')
  expect(await currentSession()).toBeNull()
})

const ORIGIN = 'http://localhost:3000'
const REGISTER = '/api/session-binding/register'
const REFRESH = '/api/session-binding/refresh'

/** A request that a browser makes by itself, with the cookies of a session. */
async function bindingRequest(path: string, headers: Record<string, string>): Promise<Request> {
  const { cookies } = await withCookie()
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const all = { cookie, ...headers }
  return new Request(`${ORIGIN}${path}`, { method: 'POST', headers: all })
}

test.each([
  [
    'binding a session to its device',
    answerRegistration,
    async () => {
      const challenge = registrationChallenge('a-session', new Date()) ?? ''
      const proof = new DeviceKey().registration(challenge)
      return bindingRequest(REGISTER, { 'secure-session-response': proof })
    },
  ],
  [
    'refreshing its cookie',
    answerRefresh,
    () => bindingRequest(REFRESH, { 'sec-secure-session-id': 'a-binding' }),
  ],
])('%s is a 503, and the browser keeps its key', async (_what, answerTo, request) => {
  const answer = await answerTo(await request())
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('5')
  expect(answer.headers.getSetCookie()).toEqual([])
  expect(await answer.json()).not.toHaveProperty('continue')
})

test('signing in is a 503, never a wrong password', async () => {
  const answer = await new Browser().signIn({
    identifier: 'ada@example.com',
    password: 'harbour violin umbrella',
  })
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('5')
  const { url } = (await answer.json()) as { url: string }
  expect(new URL(url).searchParams.get('code')).toBe('server_error')
})

test('signing out is a 503 and keeps the cookie, because the session could not be ended', async () => {
  const browser = await withCookie()
  const csrfToken = await browser.csrfToken()
  const answer = await browser.post('signout', {
    form: { csrfToken },
    headers: { 'x-auth-return-redirect': '1' },
  })
  expect(answer.status).toBe(503)
  expect(browser.cookies.has(cookieName('session'))).toBe(true)
})
