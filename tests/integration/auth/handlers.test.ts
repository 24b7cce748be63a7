import { landingPathOfAnyRole } from '@/lib/auth/landing-path'
import { describe, expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { newAccount, PASSWORD } from '../setup/new-account'
import { Browser } from './browser'
import { cookieName } from '@/lib/domain/site/cookie-names'
import { BOUND, BoundBrowser, SESSION } from '../setup/bound-browser'

async function signedIn(fields: Record<string, string> = {}) {
  const user = await newAccount()
  const browser = new Browser()
  const answer = await browser.signIn({ identifier: user.email, password: PASSWORD, ...fields })
  return { user, browser, answer }
}

function sessionCookieLine(answer: Response): string {
  const lines = answer.headers.getSetCookie()
  return lines.find((line) => line.startsWith(`${cookieName('session')}=`)) ?? ''
}

test('signing in and signing out each replace the CSRF token', async () => {
  const user = await newAccount()
  const browser = new Browser()
  const tokens = [await browser.csrfToken()]
  await browser.signIn({ identifier: user.email, password: PASSWORD })
  const planted = browser.cookies.get(cookieName('csrf'))
  tokens.push(await browser.csrfToken())
  expect(planted).toBeUndefined()
  await browser.post('signout', { form: { csrfToken: tokens[1] ?? '' } })
  expect(await browser.session()).toBeNull()
  tokens.push(await browser.csrfToken())
  expect(new Set(tokens).size).toBe(3)
})

test('a refused sign-in keeps the CSRF token', async () => {
  const browser = new Browser()
  const before = await browser.csrfToken()
  await browser.signIn({ identifier: 'nobody@example.com', password: 'wrong' })
  expect(await browser.csrfToken()).toBe(before)
})

describe('signing in', () => {
  test("sets one HttpOnly cookie that expires at the session's absolute limit", async () => {
    const { answer, user } = await signedIn()
    const line = sessionCookieLine(answer)
    expect(answer.status).toBe(200)
    expect(line).toMatch(/Path=\/; .*HttpOnly; SameSite=Lax/)
    const { absoluteEndAt } = await prisma().session.findFirstOrThrow({
      where: { userId: user.id },
    })
    const expires = new Date(/Expires=([^;]+)/.exec(line)?.[1] ?? '')
    expect(Math.abs(expires.getTime() - absoluteEndAt.getTime())).toBeLessThan(1000)
  })

  test('"Remember me" lasts thirty days', async () => {
    const { user } = await signedIn({ remember: 'on' })
    const session = await prisma().session.findFirstOrThrow({ where: { userId: user.id } })
    const days = (session.absoluteEndAt.getTime() - session.createdAt.getTime()) / 86_400_000
    expect(days).toBe(30)
    expect(session.remember).toBe(true)
  })

  test('records the address and device', async () => {
    const { user, browser } = await signedIn()
    const session = await prisma().session.findFirstOrThrow({ where: { userId: user.id } })
    expect(session).toMatchObject({
      address: browser.address,
      userAgent: expect.stringMatching(/Chrome/),
    })
  })

  test('the session JSON has exactly the fields of the contract', async () => {
    const { browser, user } = await signedIn()
    expect(await browser.session()).toEqual({
      user: {
        id: user.id,
        name: user.name,
        username: user.username,
        email: user.email,
        image: null,
        role: 'USER',
      },
      expires: expect.any(String),
      sessionId: expect.any(String),
    })
  })

  test("a wrong password is answered in the form next-auth's client expects, without a session", async () => {
    const user = await newAccount()
    const browser = new Browser()
    const answer = await browser.signIn({ identifier: user.email, password: 'wrong, wrong, wrong' })
    const { url } = (await answer.json()) as { url: string }
    expect(answer.status).toBe(200)
    expect(new URL(url).searchParams.get('code')).toBe('invalid_credentials')
    expect(await browser.session()).toBeNull()
    expect(await prisma().session.count({ where: { userId: user.id } })).toBe(0)
  })

  test('without the CSRF token and cookie nothing is looked up', async () => {
    const user = await newAccount()
    const browser = new Browser()
    const answer = await browser.post('callback/credentials', {
      form: { identifier: user.email, password: PASSWORD },
      headers: { 'x-auth-return-redirect': '1' },
    })
    expect(JSON.stringify(await answer.json())).toContain('MissingCSRF')
    expect(await browser.session()).toBeNull()
  })

  test.each([
    [
      'a browser that kept no cookie',
      'cookies_blocked',
      (browser: Browser) => browser.cookies.clear(),
    ],
    [
      'a page older than the cookie',
      'page_outdated',
      ({ cookies }: Browser) => cookies.set(cookieName('csrf'), 'of%7Canother'),
    ],
  ] as const)('%s gets the code %s', async (_what, code, change) => {
    const user = await newAccount()
    const browser = new Browser()
    const csrfToken = await browser.csrfToken()
    change(browser)
    const answer = await browser.post('callback/credentials', {
      form: { csrfToken, identifier: user.email, password: PASSWORD },
      headers: { 'x-auth-return-redirect': '1' },
    })
    const { url } = (await answer.json()) as { url: string }
    expect(answer.status).toBe(200)
    expect(new URL(url).searchParams.get('code')).toBe(code)
    expect(await browser.session()).toBeNull()
  })

  test('a plain form post is redirected', async () => {
    const user = await newAccount()
    const browser = new Browser()
    const csrfToken = await browser.csrfToken()
    const form = { csrfToken, identifier: user.email, password: PASSWORD, callbackUrl: '/account' }
    const answer = await browser.post('callback/credentials', { form })
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toBe('http://localhost:3000/account')
  })
})

test("a new sign-in ends this browser's previous session", async () => {
  const { browser, user } = await signedIn()
  const before = browser.cookies.get(cookieName('session')) ?? ''
  await browser.signIn({ identifier: user.email, password: PASSWORD })
  const replayed = new Browser()
  replayed.cookies.set(cookieName('session'), before)
  expect(await replayed.session()).toBeNull()
  expect(await browser.session()).not.toBeNull()
})

describe('reading the session', () => {
  test('never sets the cookie again, so a late response cannot revive a session', async () => {
    const { browser } = await signedIn()
    const answer = await browser.get('session')
    expect(sessionCookieLine(answer)).toBe('')
  })

  test('ignores anything a client sends with an update', async () => {
    const { browser, user } = await signedIn()
    const csrfToken = await browser.csrfToken()
    const answer = await browser.post('session', {
      json: { csrfToken, data: { role: 'ADMIN', user: { id: 'someone-else', role: 'ADMIN' } } },
    })
    expect(await answer.json()).toMatchObject({ user: { id: user.id, role: 'USER' } })
    expect(await browser.session()).toMatchObject({ user: { id: user.id, role: 'USER' } })
  })

  test('a role changed in the database takes effect immediately', async () => {
    const { browser, user } = await signedIn()
    await prisma().user.update({ where: { id: user.id }, data: { role: 'ADMIN' } })
    expect(await browser.session()).toMatchObject({ user: { role: 'ADMIN' } })
  })
})

describe('signing out', () => {
  test('ends the session, so the old cookie is refused when replayed', async () => {
    const { browser } = await signedIn()
    const stolen = browser.cookies.get(cookieName('session')) ?? ''
    await browser.post('signout', { form: { csrfToken: await browser.csrfToken() } })
    expect(await browser.session()).toBeNull()
    const thief = new Browser()
    thief.cookies.set(cookieName('session'), stolen)
    expect(await thief.session()).toBeNull()
  })

  test('without the CSRF token and cookie nobody is signed out', async () => {
    const { browser } = await signedIn()
    await browser.post('signout', { form: {} })
    expect(await browser.session()).not.toBeNull()
  })
})

describe('malformed input is refused, never answered with a 5xx:', () => {
  const surrogate = '\ud800'
  const values: [string, unknown][] = [
    ['missing', undefined],
    ['empty', ''],
    ['too long', 'x'.repeat(20_000)],
    ['a number', 7],
    ['null', null],
    ['true', true],
    ['an array', ['user@example.com']],
    ['an object', { contains: 'a' }],
    ['a Prisma operator', { not: '' }],
    ['__proto__', JSON.parse('{"__proto__": {"admin": true}}')],
    ['NUL', 'a\u0000b'],
    ['a lone surrogate', surrogate],
  ]

  test.each(values)('identifier and password %s', async (_name, value) => {
    const browser = new Browser()
    const csrfToken = await browser.csrfToken()
    for (const fields of [
      { identifier: value, password: PASSWORD },
      { identifier: 'user@example.com', password: value },
    ]) {
      const answer = await browser.post('callback/credentials', {
        json: { csrfToken, ...fields },
        headers: { 'x-auth-return-redirect': '1' },
      })
      expect(answer.status).toBe(200)
      expect(JSON.stringify(await answer.json())).toContain('code=invalid_credentials')
      expect(await browser.session()).toBeNull()
    }
  })

  test('a field sent twice counts as missing', async () => {
    const user = await newAccount()
    const browser = new Browser()
    const csrfToken = await browser.csrfToken()
    const answer = await browser.post('callback/credentials', {
      form: [
        ['csrfToken', csrfToken],
        ['identifier', user.email],
        ['identifier', user.email],
        ['password', PASSWORD],
      ],
      headers: { 'x-auth-return-redirect': '1' },
    })
    expect(JSON.stringify(await answer.json())).toContain('code=invalid_credentials')
    expect(await browser.session()).toBeNull()
  })

  test.each([
    ['broken JSON', 'application/json', '{"identifier":', 400],
    ['a JSON array', 'application/json', '[1]', 400],
    ['XML', 'text/xml', '<a/>', 415],
    ['multipart', 'multipart/form-data; boundary=x', '--x--', 415],
  ])('%s', async (_name, type, body, status) => {
    for (const step of ['credentials', 'two-factor']) {
      const sent = { body, headers: { 'content-type': type } }
      expect((await new Browser().post(`callback/${step}`, sent)).status, step).toBe(status)
    }
  })

  test.each([
    ['javascript:alert(1)'],
    ['foo'],
    ['%'],
    ['https://evil.example'],
    ['//evil.example'],
  ])('a planted callback cookie %s is cleared and the request continues', async (planted) => {
    const user = await newAccount()
    const browser = new Browser()
    browser.cookies.set(cookieName('callback'), planted)
    const answer = await browser.get('csrf')
    expect(answer.status).toBe(200)
    const signIn = await browser.signIn({ identifier: user.email, password: PASSWORD })
    expect(signIn.status).toBe(200)
    expect(await browser.session()).not.toBeNull()
  })

  test.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    'foo',
    'https://localhost:3000@evil.example/',
  ])('callbackUrl %s stays on this site', async (callbackUrl) => {
    const user = await newAccount()
    const fields = { identifier: user.email, password: PASSWORD, callbackUrl }
    const answer = await new Browser().signIn(fields)
    expect(await answer.json()).toEqual({ url: `http://localhost:3000${landingPathOfAnyRole()}` })
    const query = await new Browser().get(`csrf?callbackUrl=${encodeURIComponent(callbackUrl)}`)
    expect(query.status).toBe(200)
  })

  test('other planted cookies change nothing', async () => {
    const { browser } = await signedIn()
    for (const name of [
      `${cookieName('session')}.0`,
      `${cookieName('session')}.1`,
      `${cookieName('session')}s`,
    ]) {
      browser.cookies.set(name, 'planted')
    }
    expect(await browser.session()).not.toBeNull()
  })

  test.each([
    ['GET', 'callback/credentials?identifier=a&password=b', 405],
    ['POST', 'csrf', 405],
    ['GET', 'callback/github', 404],
    ['GET', 'nothing', 404],
    ['GET', 'session/extra', 404],
    ['GET', '__proto__', 404],
  ])('%s %s is %i', async (method, path, status) => {
    const browser = new Browser()
    const answer = method === 'GET' ? await browser.get(path) : await browser.post(path, {})
    expect(answer.status).toBe(status)
  })

  test.each([
    'garbage',
    'a.b.c.d.e',
    `eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2Q0JDLUhTNTEyIn0..${'A'.repeat(22)}.${'A'.repeat(100)}.AAAA`,
    'eyJhbGciOiJub25lIn0.e30.',
    'x'.repeat(8000),
  ])('a session cookie that is not ours means signed out', async (cookie) => {
    const browser = new Browser()
    browser.cookies.set(cookieName('session'), cookie)
    const answer = await browser.get('session')
    expect(answer.status).toBe(200)
    expect(await answer.json()).toBeNull()
  })
})

describe('the offer to bind a session', () => {
  test('comes with the sign-in, and with no other answer', async () => {
    const { email } = await newAccount()
    const browser = new Browser()
    const refused = await browser.signIn({
      identifier: email,
      password: 'not the right one at all',
    })
    expect(refused.headers.has('secure-session-registration')).toBe(false)
    const signedIn = await browser.signIn({ identifier: email, password: PASSWORD })
    expect(signedIn.headers.get('secure-session-registration')).toMatch(
      /^\(ES256 RS256\);path="\/api\/session-binding\/register";challenge="[\w.-]+"$/,
    )
    const session = await browser.get('session')
    expect(session.headers.has('secure-session-registration')).toBe(false)
  })

  test('a new sign-in and a sign-out clear the bound cookie of the session before', async () => {
    const { email } = await newAccount()
    const browser = new Browser()
    browser.cookies.set(cookieName('bound'), 'old')
    await browser.signIn({ identifier: email, password: PASSWORD })
    expect(browser.cookies.has(cookieName('bound'))).toBe(false)
    browser.cookies.set(cookieName('bound'), 'newer')
    await browser.post('signout', { form: { csrfToken: await browser.csrfToken() } })
    expect(browser.cookies.has(cookieName('bound'))).toBe(false)
  })

  test('a copy of a bound session’s cookie reads no session', async () => {
    const bound = await BoundBrowser.bound()
    const browser = new Browser()
    browser.cookies.set(SESSION, bound.cookies.get(SESSION) ?? '')
    expect(await browser.session()).toBeNull()
    expect(await bound.state()).toBe('dead')
  })

  test('where proof is outstanding no session is read, and its cookie stays', async () => {
    const bound = await BoundBrowser.bound()
    const browser = new Browser()
    browser.cookies.set(SESSION, bound.cookies.get(SESSION) ?? '')
    browser.cookies.set(BOUND, 'x'.repeat(43))
    expect(await browser.session()).toBeNull()
    expect([browser.cookies.has(SESSION), browser.cookies.has(BOUND)]).toEqual([true, false])
    expect(await bound.state()).toBe('alive')
  })

  test('a copy that signs out, or signs in to another account, is reported as one', async () => {
    const { email } = await newAccount()
    const acts = [
      async (browser: Browser) =>
        browser.post('signout', { form: { csrfToken: await browser.csrfToken() } }),
      (browser: Browser) => browser.signIn({ identifier: email, password: PASSWORD }),
    ]
    for (const act of acts) {
      const bound = await BoundBrowser.bound()
      const browser = new Browser()
      browser.cookies.set(SESSION, bound.cookies.get(SESSION) ?? '')
      expect((await act(browser)).status).toBeLessThan(400)
      const row = await prisma().session.findUniqueOrThrow({ where: { id: bound.sessionId } })
      expect([row.revokedAt !== null, row.copiedAt !== null]).toEqual([true, true])
    }
  })

  test('a bound browser that could not refresh signs out like any other', async () => {
    const bound = await BoundBrowser.bound()
    const browser = new Browser()
    browser.cookies.set(SESSION, bound.cookies.get(SESSION) ?? '')
    await browser.post('signout', {
      form: { csrfToken: await browser.csrfToken() },
      headers: { 'secure-session-skipped': `unreachable;session_identifier="${bound.id}"` },
    })
    const row = await prisma().session.findUniqueOrThrow({ where: { id: bound.sessionId } })
    expect([row.revokedAt !== null, row.copiedAt !== null]).toEqual([true, false])
  })

  test('the bound browser reads it', async () => {
    const bound = await BoundBrowser.bound()
    const browser = new Browser()
    for (const [name, value] of bound.cookies) browser.cookies.set(name, value)
    expect(await browser.session()).toMatchObject({ sessionId: bound.sessionId })
  })
})
