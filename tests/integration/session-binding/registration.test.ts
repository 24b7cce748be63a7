import { createHmac } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { encodeSessionToken } from '@/lib/auth/session-jwe'
import { answerRegistration } from '@/lib/auth/session-binding'
import { env } from '@/lib/env'
import { expect, onTestFinished, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { registrationChallenge } from '@/lib/services/session-binding/register-binding'
import { BOUND, BoundBrowser, SESSION } from '../setup/bound-browser'
import { DeviceKey, encode } from '../../setup/device-key'

const isBound = async ({ sessionId }: BoundBrowser) => {
  const row = await prisma().session.findUniqueOrThrow({ where: { id: sessionId } })
  return row.boundAt !== null
}

test.each(['ES256', 'RS256'] as const)('a browser binds its session with %s', async (alg) => {
  const browser = await BoundBrowser.signedIn(alg)
  const answer = await browser.register()
  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({
    refresh_url: '/api/session-binding/refresh',
    scope: { origin: 'http://localhost:3000', include_site: false },
    credentials: [{ type: 'cookie', name: BOUND, attributes: 'Path=/; HttpOnly; SameSite=Lax' }],
  })
  const [cookie = ''] = answer.headers.getSetCookie()
  expect(cookie.startsWith(`${BOUND}=`)).toBe(true)
  expect(cookie).toMatch(/=[\w-]{43}; Path=\/; Expires=.*; Max-Age=600; HttpOnly; SameSite=Lax$/)
  expect(answer.headers.has('secure-session-challenge')).toBe(false)
  expect(await isBound(browser)).toBe(true)
  expect(await browser.state()).toBe('alive')
})

test('a browser that ignores the offer stays signed in', async () => {
  const browser = await BoundBrowser.signedIn()
  expect(await browser.state()).toBe('alive')
  expect(await isBound(browser)).toBe(false)
})

const REFUSED: Record<string, (browser: BoundBrowser) => string | Promise<string>> = {
  'without a proof': () => '',
  'that is no JWT': () => 'a.b.c',
  'unsigned, with alg none': ({ key, offered }) => {
    const header = encode({ alg: 'none', typ: 'dbsc+jwt', jwk: key.jwk })
    return `${header}.${encode({ jti: offered })}.`
  },
  'without its signature': ({ key, offered }) => key.registration(offered).replace(/[^.]+$/, ''),
  'signed with the public key as a shared secret': ({ key, offered }) => {
    const header = encode({ alg: 'HS256', typ: 'dbsc+jwt', jwk: key.jwk })
    const text = `${header}.${encode({ jti: offered })}`
    const mac = createHmac('sha256', JSON.stringify(key.jwk)).update(text).digest('base64url')
    return `${text}.${mac}`
  },
  'of another type': ({ key, offered }) => key.registration(offered, { header: { typ: 'jwt' } }),
  'without a type': ({ key, offered }) => key.registration(offered, { header: { typ: undefined } }),
  'without a key': ({ key, offered }) => key.proof(offered),
  'signed with another key than it brings': ({ key, offered }) =>
    new DeviceKey().proof(offered, { header: { jwk: key.jwk } }),
  'over another challenge': ({ key }) => key.registration('another'),
  'without a challenge': ({ key, offered }) =>
    key.registration(offered, { payload: { jti: undefined } }),
  'over the challenge of another session': async ({ key }) =>
    key.registration((await BoundBrowser.signedIn()).offered),
  'over a challenge of six minutes ago': ({ key, sessionId }) => {
    const then = new Date(Date.now() - 6 * 60_000)
    return key.registration(registrationChallenge(sessionId, then) ?? '')
  },
  'over a challenge whose end was moved': ({ key, offered }) =>
    key.registration(`zzzzzzzz.${offered.split('.')[1]}`),
  'with an RSA key of 1024 bits': ({ offered, key }) =>
    key.registration(offered, {
      header: { alg: 'RS256', jwk: { kty: 'RSA', e: 'AQAB', n: 'A'.repeat(171) } },
    }),
  'with a coordinate that is no text': ({ key, offered }) => {
    const { x } = key.jwk as { x: string }
    return key.registration(offered, { header: { jwk: { ...key.jwk, x: [x] } } })
  },
  'longer than any': ({ key, offered }) =>
    key.registration(offered, { payload: { more: 'x'.repeat(5000) } }),
}

test.each(Object.entries(REFUSED))('a registration %s binds nothing', async (_which, make) => {
  const browser = await BoundBrowser.signedIn()
  const answer = await browser.register(await make(browser))
  expect(answer.status).toBe(403)
  expect(answer.headers.getSetCookie()).toEqual([])
  expect(await isBound(browser)).toBe(false)
  expect(await browser.state()).toBe('alive')
})

test('the private part of a key that was sent by mistake is not kept', async () => {
  const browser = await BoundBrowser.signedIn()
  const over = { header: { jwk: { ...browser.key.jwk, d: 'secret', kid: 'name' } } }
  expect((await browser.register(browser.key.registration(browser.offered, over))).status).toBe(200)
  const { boundKey } = await prisma().session.findUniqueOrThrow({
    where: { id: browser.sessionId },
  })
  expect(Object.keys(JSON.parse(boundKey ?? '{}')).sort()).toEqual(['alg', 'crv', 'kty', 'x', 'y'])
})

test('a session is bound once, also by fifty registrations at a time', async () => {
  const browser = await BoundBrowser.signedIn()
  const answers = await Promise.all(Array.from({ length: 50 }, () => browser.register()))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
})

test('nobody without the session cookie registers', async () => {
  const browser = await BoundBrowser.signedIn()
  const proof = browser.key.registration(browser.offered)
  browser.cookies.clear()
  expect((await browser.register(proof)).status).toBe(403)
  expect(await isBound(browser)).toBe(false)
})

test('pages that were under way while the browser registered are honored', async () => {
  const browser = await BoundBrowser.signedIn()
  const before = browser.headers()
  await browser.register()
  browser.cookies.delete(BOUND)
  expect(before.get('cookie')).not.toContain(BOUND)
  expect(await browser.state()).toBe('alive')
})

test('over https the bound cookie has the prefix __Host- and is Secure', async () => {
  const browser = await BoundBrowser.signedIn()
  const { isHttps, AUTH_URL } = env()
  Object.assign(env(), { isHttps: true, AUTH_URL: 'https://accounts.example.com' })
  onTestFinished(() => void Object.assign(env(), { isHttps, AUTH_URL }))
  const salt = `__Host-${SESSION}`
  const token = {
    sub: 'x',
    id: 'x',
    role: 'USER' as const,
    sessionId: browser.sessionId,
    absoluteEnd: 0,
  }
  const [secret = ''] = env().AUTH_SECRET
  const value = encodeSessionToken({ token, secret, salt, maxAge: 60 })
  const headers = {
    cookie: `${salt}=${value}`,
    'secure-session-response': browser.key.registration(browser.offered),
  }
  const answer = await answerRegistration(
    new Request('https://accounts.example.com', { method: 'POST', headers }),
  )
  const [cookie = ''] = answer.headers.getSetCookie()
  expect(cookie.startsWith(`__Host-${BOUND}=`)).toBe(true)
  expect(cookie).toMatch(/=[\w-]{43}; Path=\/; .*; HttpOnly; Secure; SameSite=Lax$/)
  expect(await answer.json()).toMatchObject({
    scope: { origin: 'https://accounts.example.com' },
    credentials: [
      { name: `__Host-${BOUND}`, attributes: 'Path=/; HttpOnly; SameSite=Lax; Secure' },
    ],
  })
})

test('no refresh waits for a file, nor uses up the signatures of a browser', async () => {
  const browser = await BoundBrowser.signedIn()
  const { scope } = (await (await browser.register()).json()) as {
    scope: { scope_specification: { type: string; domain: string; path: string }[] }
  }
  const excluded = scope.scope_specification.map(({ type, domain, path }) => {
    expect([type, domain]).toEqual(['exclude', 'localhost'])
    return path
  })
  expect(excluded).toContain('/_next/static')
  expect(excluded).toEqual(expect.arrayContaining(readdirSync('public').map((name) => `/${name}`)))
})
