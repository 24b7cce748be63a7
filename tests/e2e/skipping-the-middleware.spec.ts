import { DEFAULT_PATH } from '@/lib/domain/site/redirects'
import { signIn } from './actions'
import { expect, test } from './fixtures'
import { rawRequest, type RawAnswer } from './setup/http'
import { runningServer } from './setup/servers'
import { INTERNAL_HEADERS } from '@/lib/platform/internal-headers'
import { cookieName } from '@/lib/domain/site/cookie-names'

/*
 * Advisories for Next have one thing in common: a header or a path that bypasses the middleware.
 * Here the middleware is a convenience, so none of them may reveal anything.
 */

const PROTECTED = [
  '/dashboard',
  '/account',
  '/account/security',
  '/account/sessions',
  '/account/activity',
  '/confirm-password',
  '/admin/users', // optional part: admin
  '/admin/audit', // optional part: admin
  '/admin/audit/export', // optional part: admin
  '/account/data',
]

const repeated = (name: string) => Array.from({ length: 5 }, () => name).join(':')

const TRICKS: Record<string, string>[] = [
  // CVE-2025-29927
  ...[
    ...['middleware', repeated('middleware'), 'src/middleware', repeated('src/middleware')],
    ...['proxy', repeated('proxy'), 'src/proxy', repeated('src/proxy'), 'pages/_middleware'],
  ].map((value) => ({ 'x-middleware-subrequest': value })),
  // CVE-2026-44575, CVE-2026-45109
  { rsc: '1' },
  { rsc: '1', 'next-router-prefetch': '1' },
  { rsc: '1', 'next-router-prefetch': '2' },
  { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
  { rsc: '1', 'next-router-segment-prefetch': '/!KGFwcCk/dashboard/__PAGE__' },
  { 'next-router-prefetch': '1' },
  { purpose: 'prefetch', 'sec-purpose': 'prefetch;prerender' },
  { 'x-middleware-prefetch': '1', 'x-nextjs-data': '1' },
  // Headers between Next, its hosts and its middleware
  { 'x-middleware-next': '1' },
  { 'x-middleware-rewrite': '/dashboard' },
  { 'x-middleware-override-headers': 'cookie', 'x-middleware-request-cookie': 'x=1' },
  { 'x-matched-path': '/dashboard', 'x-now-route-matches': '1=dashboard' },
  { 'x-invoke-path': '/dashboard', 'x-invoke-status': '200', 'x-invoke-output': '/dashboard' },
  { 'x-original-url': '/', 'x-rewrite-url': '/' },
  { 'x-http-method-override': 'POST' },
  { 'x-prerender-revalidate': '1', 'x-nextjs-postponed': '1', 'next-resume': '1' },
  { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil' },
  { [INTERNAL_HEADERS.path]: '/', [INTERNAL_HEADERS.activity]: '1', [INTERNAL_HEADERS.rsc]: '1' },
  { authorization: 'Bearer %' },
  { authorization: 'Bearer %ZZ' },
  { authorization: 'Basic YWRtaW46YWRtaW4=' },
]

const SPELLINGS = [
  '/dashboard/',
  '//dashboard',
  '/./dashboard',
  '/x/../dashboard',
  '/%64ashboard',
  '/dashboard%2f',
  '/dashboard%2F..%2Fdashboard',
  '/dashboard;x=1',
  '/dashboard%3b',
  '/dashboard%20',
  '/dashboard%00',
  '/dashboard/%2e',
  '/DASHBOARD',
  '/Dashboard',
  '/dashboard.rsc',
  '/dashboard.txt',
  '/dashboard.json',
  '/dashboard.html',
  '/dashboard.segments/_tree.segment.rsc',
  '/dashboard.segments/dashboard/__PAGE__.segment.rsc',
  '/dashboard.segments/!KGFwcCk/dashboard/__PAGE__.segment.rsc',
  '/dashboard?_rsc=1',
  '/dashboard?nxtPid=x&nxtIid=y',
  '/dashboard?__nextLocale=en&__nextDefaultLocale=en',
  '/dashboard?__nextDataReq=1',
  '/en/dashboard',
  '/(app)/dashboard',
  '/%28app%29/dashboard',
  '/_next/data/build/dashboard.json',
  '/_next/../dashboard',
  '/_next/static/../../dashboard',
  '/api/../dashboard',
  '/api/%2e%2e/dashboard',
  '/icon.svg/../dashboard',
  '/favicon.x/../dashboard',
  '/fonts/../dashboard',
  '/robots.txt/../dashboard',
]

/** Only the dashboard contains these: its page and its data, but no script. */
const ONLY_INSIDE = /Your profile and current session|Time until idle timeout|"idleEndIso"/

function expectNothingProtected(answer: RawAnswer, what: string): void {
  expect(answer.body, what).not.toMatch(ONLY_INSIDE)
  expect(answer.status, what).toBeLessThan(500)
}

test('the markers searched for are in the dashboard and its data', async ({ page, newUser }) => {
  await signIn(page, await newUser())
  for (const headers of [{}, { rsc: '1' }]) {
    const answer = await page.request.get(DEFAULT_PATH, { headers })
    expect(await answer.text()).toMatch(ONLY_INSIDE)
  }
})

for (const path of PROTECTED) {
  test(`no header shows ${path} to a signed-out visitor`, async () => {
    const { port, url } = runningServer('standard')
    const host = new URL(url).host
    for (const headers of TRICKS) {
      const what = `${path} with ${JSON.stringify(headers)}`
      const answer = await rawRequest({ port, path }, { host, accept: 'text/html', ...headers })
      expectNothingProtected(answer, what)
      expect([307, 401], what).toContain(answer.status)
      const to = new URL(answer.headers.location ?? '/sign-in', url)
      expect([to.origin, to.pathname], what).toEqual([url, '/sign-in'])
    }
  })
}

test('no variant of its path shows the dashboard to a signed-out visitor', async () => {
  const { port, url } = runningServer('standard')
  const host = new URL(url).host
  for (const path of SPELLINGS) {
    for (const headers of [
      {},
      { rsc: '1' },
      { 'x-middleware-subrequest': repeated('middleware') },
    ]) {
      const answer = await rawRequest({ port, path }, { host, accept: 'text/html', ...headers })
      expectNothingProtected(answer, `${path} with ${JSON.stringify(headers)}`)
    }
  }
})

test('no other cookie opens the dashboard', async ({ request }) => {
  const { port, url } = runningServer('standard')
  const csrf = await request.get('/api/auth/csrf')
  const other =
    new RegExp(`${cookieName('csrf')}=([^;]+)`).exec(csrf.headers()['set-cookie'] ?? '')?.[1] ?? ''
  expect(other).not.toBe('')
  const unsigned = Buffer.from('{"alg":"none"}').toString('base64url')
  for (const value of [
    ...['', 'x', '%', 'null', '{}', 'a.b.c', 'a.b.c.d.e', '....', 'x'.repeat(4000)],
    other,
    `${unsigned}.${Buffer.from('{"sub":"1","sessionId":"1"}').toString('base64url')}.`,
    `${Buffer.from('{"alg":"PBES2-HS512+A256KW","enc":"A256GCM","p2c":2147483647}').toString('base64url')}.a.b.c.d`,
    `${Buffer.from('{"alg":"dir","enc":"A256CBC-HS512","zip":"DEF"}').toString('base64url')}..a.b.c`,
  ]) {
    const headers = { host: new URL(url).host, cookie: `${cookieName('session')}=${value}` }
    const page = await rawRequest({ port, path: DEFAULT_PATH }, { ...headers, accept: 'text/html' })
    expectNothingProtected(page, value)
    expect(page.status, value).toBe(307)
    const session = await rawRequest({ port, path: '/api/auth/session' }, headers)
    expect(session.body, value).toBe('null')
  }
})

test('a forged action call is refused on every page and runs nothing', async () => {
  const { port, url } = runningServer('standard')
  const body = [
    '--x\r\nContent-Disposition: form-data; name="1"\r\n\r\n{}\r\n',
    '--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n["$1:a:a"]\r\n--x--\r\n',
  ].join('')
  const headers = {
    host: new URL(url).host,
    origin: url,
    'next-action': 'x',
    'content-type': 'multipart/form-data; boundary=x',
  }
  for (const path of ['/', '/sign-in', '/sign-up', '/dashboard', '/mailbox', '/no/such/page']) {
    const answer = await rawRequest({ port, path, method: 'POST' }, headers, body)
    expectNothingProtected(answer, path)
    expect(answer.body, path).not.toContain('"digest"')
  }
})
