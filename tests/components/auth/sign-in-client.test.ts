import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { SIGN_IN_TIMEOUT_MS, signInWithPassword } from '@/lib/auth/sign-in-client'
import { SIGN_IN_PATH } from '@/lib/domain/site/redirects'
import { expectConsole } from '../../setup/expect-console'

const ATTEMPT = {
  identifier: 'ada@example.com',
  password: 'harbour violin umbrella',
  remember: false,
  callbackUrl: '/account',
}
const SESSION = { user: { id: 'ada' }, expires: '2026-01-01T00:00:00Z', sessionId: 's' }

type Answer = Response | Error
type Server = { csrf?: Answer; callback?: Answer; session?: Answer }

let requests: string[]

/** Replaces the network; everything above it is the real next-auth client. */
function serve(server: Server): void {
  requests = []
  window.fetch = vi.fn(async (input: RequestInfo | URL) => {
    const { pathname } = new URL(String(input), window.location.href)
    requests.push(pathname)
    const answer = pathname.endsWith('/csrf')
      ? (server.csrf ?? Response.json({ csrfToken: 'token' }))
      : pathname.endsWith('/session')
        ? (server.session ?? Response.json(SESSION))
        : server.callback
    if (!answer) throw new TypeError('Failed to fetch')
    if (answer instanceof Error) throw answer
    return answer.clone()
  })
}

const answerWith = (query: string, init?: ResponseInit) =>
  Response.json({ url: `${window.location.origin}/sign-in${query}` }, init)

const refused = (code: string, init?: ResponseInit) =>
  answerWith(`?error=CredentialsSignin&code=${code}`, init)

const html = (status: number) =>
  new Response('<h1>nginx</h1>', { status, headers: { 'content-type': 'text/html' } })

const serverError = () => Response.json({ message: 'Configuration' }, { status: 500 })

/** The server's answer to a password without a CSRF token. */
const missingToken = () => answerWith('?error=MissingCSRF')

const BROKEN = { ok: false, refusal: { code: 'server_error' } }

const original = window.fetch
const address = window.location.href

beforeEach(() => {
  // next-auth's client logs the errors it handles.
  expectConsole(/ClientFetchError/)
})

afterEach(() => {
  window.dispatchEvent(new Event('pagehide'))
  expect(window.location.href).toBe(address)
  window.fetch = original
  vi.restoreAllMocks()
})

describe('every answer of next-auth is handled:', () => {
  test('success leads to the requested page', async () => {
    serve({ callback: answerWith('') })
    expect(await signInWithPassword(ATTEMPT)).toEqual({ ok: true, url: '/account' })
  })

  test('a CSRF token that another tab replaced meanwhile is requested again', async () => {
    const callbacks = [missingToken(), answerWith('')]
    serve({
      get callback() {
        return callbacks.shift() ?? serverError()
      },
    })
    expect(await signInWithPassword(ATTEMPT)).toEqual({ ok: true, url: '/account' })
    expect(requests.filter((path) => path.endsWith('/csrf'))).toHaveLength(2)
  })

  test('a wrong password, which next-auth reports as ok with status 200, is refused', async () => {
    serve({ callback: refused('invalid_credentials') })
    expect(await signInWithPassword(ATTEMPT)).toEqual({
      ok: false,
      refusal: { code: 'invalid_credentials' },
    })
  })

  test("a limit carries the server's wait", async () => {
    serve({ callback: refused('rate_limited', { status: 429, headers: { 'Retry-After': '27' } }) })
    expect(await signInWithPassword(ATTEMPT)).toEqual({
      ok: false,
      refusal: { code: 'rate_limited', retryAfterSeconds: 27 },
    })
  })

  test('a full hashing queue carries its wait', async () => {
    serve({ callback: refused('busy', { status: 503, headers: { 'Retry-After': '2' } }) })
    expect(await signInWithPassword(ATTEMPT)).toEqual({
      ok: false,
      refusal: { code: 'busy', retryAfterSeconds: 2 },
    })
  })

  test.each([
    ['a thrown error in authorize', () => answerWith('?error=Configuration')],
    ['a callback that answered no', () => answerWith('?error=AccessDenied')],
    ['a missing CSRF token', missingToken],
    ['an unknown code', () => refused('made_up')],
    ['a bare 500', () => new Response(null, { status: 500 })],
    ['a 500 in JSON without an address', () => Response.json({ message: 'x' }, { status: 500 })],
    ['the error page of a proxy', () => html(502)],
    ['the sign-in page of a hotel', () => html(200)],
    ['a page that is not there', () => html(404)],
    ['an empty answer', () => new Response(null, { status: 200 })],
    ['JSON that is null', () => Response.json(null)],
    ['JSON that is something else', () => Response.json([1, 2, 3])],
    ['an address that is none', () => Response.json({ url: 'sign-in?' })],
  ])('%s is "Something went wrong"', async (_name, callback) => {
    serve({ callback: callback() })
    expect(await signInWithPassword(ATTEMPT)).toEqual(BROKEN)
  })

  test.each([
    ['a 500 for the token', { csrf: serverError(), callback: missingToken() }],
    ['the sign-in page of a hotel for the token', { csrf: html(200), callback: missingToken() }],
    ['a 500 for the session', { callback: answerWith(''), session: serverError() }],
  ] satisfies [string, Server][])('%s is "Something went wrong"', async (_name, server) => {
    serve(server)
    expect(await signInWithPassword(ATTEMPT)).toEqual(BROKEN)
  })

  test.each([
    ['here', answerWith('')],
    ['elsewhere', Response.json({ url: 'https://example.com/' })],
  ])('success without a session cookie is not a success: %s', async (_where, callback) => {
    serve({ callback, session: Response.json(null) })
    expect(await signInWithPassword(ATTEMPT)).toEqual({
      ok: false,
      refusal: { code: 'cookies_blocked' },
    })
  })
})

describe('without a network', () => {
  test.each([
    ['before the first request', {}],
    ['at the CSRF token', { csrf: new TypeError('Failed to fetch'), callback: answerWith('') }],
    ['at the password', { callback: new TypeError('Failed to fetch') }],
    ['at the session', { callback: answerWith(''), session: new TypeError('Failed to fetch') }],
  ] satisfies [string, Server][])('%s: says so without navigating', async (_name, server) => {
    serve(server)
    expect(await signInWithPassword(ATTEMPT)).toEqual({
      ok: false,
      refusal: { code: 'network_error' },
    })
  })

  test('a browser that knows it is offline makes no request', async () => {
    serve({ callback: answerWith('') })
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    expect(await signInWithPassword(ATTEMPT)).toEqual({
      ok: false,
      refusal: { code: 'network_error' },
    })
    expect(requests).toEqual([])
  })
})

test.each(['csrf', 'callback', 'session'])('a server that hangs at %s times out', async (path) => {
  vi.useFakeTimers()
  serve({ callback: answerWith('') })
  const answers = window.fetch
  window.fetch = vi.fn((input: RequestInfo | URL, init?: RequestInit) =>
    String(input).includes(`/${path}`) ? hang(init) : answers(input, init),
  )
  const answer = signInWithPassword(ATTEMPT)
  await vi.advanceTimersByTimeAsync(SIGN_IN_TIMEOUT_MS)
  expect(await answer).toEqual(BROKEN)
  vi.useRealTimers()
})

function hang(init?: RequestInit): Promise<Response> {
  return new Promise((_resolve, reject) => {
    init?.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))
  })
}

test('a success reads the session once and notifies the other tabs', async () => {
  const otherTab = new BroadcastChannel('next-auth')
  const told = new Promise((resolve) =>
    otherTab.addEventListener('message', resolve, { once: true }),
  )
  serve({ callback: answerWith('') })
  await signInWithPassword(ATTEMPT)
  await told
  // This tab also receives its own notification.
  await fetch('/api/auth/session')
  expect(requests.filter((path) => path === '/api/auth/session')).toHaveLength(1)
  otherTab.close()
})

test('after a success any other read or change of the session reaches the server', async () => {
  serve({ callback: answerWith('') })
  await signInWithPassword(ATTEMPT)
  const received = () => requests.filter((path) => path === '/api/auth/session').length
  await fetch('/api/auth/session', { method: 'POST' })
  expect(received()).toBe(2)
  // One read may still be pending for this tab's own notification.
  await vi.waitFor(async () => {
    await fetch('/api/auth/session')
    expect(received()).toBe(3)
  })
})

test('the list of providers is never requested, because its failure would navigate away', async () => {
  serve({ callback: answerWith('') })
  await signInWithPassword(ATTEMPT)
  expect(requests).not.toContain('/api/auth/providers')
})

test('fetch is restored afterwards', async () => {
  serve({ callback: refused('invalid_credentials') })
  const mine = window.fetch
  await signInWithPassword(ATTEMPT)
  // Earlier sign-ins may still be waiting for their own notification.
  await vi.waitFor(() => expect(window.fetch).toBe(mine), { timeout: 2000 })
})

test('a callback URL on another site is replaced by the default page', async () => {
  serve({ callback: answerWith('') })
  const answer = await signInWithPassword({ ...ATTEMPT, callbackUrl: 'https://evil.example' })
  expect(answer).toEqual({ ok: true, url: SIGN_IN_PATH })
})
