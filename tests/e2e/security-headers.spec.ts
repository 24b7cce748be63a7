import { DEFAULT_PATH } from '@/lib/domain/site/redirects'
import { signIn } from './actions'
import { expect, test } from './fixtures'
import { rawRequest } from './setup/http'
import { runningServer } from './setup/servers'

const PAGES = [
  '/', // optional part: landing
  '/sign-in',
  '/sign-up',
  '/verify-email',
  '/resend-verification',
  '/forgot-password',
  '/reset-password',
  '/undo-email',
  '/not-me',
  '/mailbox', // optional part: mailbox
  '/dashboard',
  '/account',
  '/account/activity',
  '/account/security',
  '/account/sessions',
  '/admin/users', // optional part: admin
  '/account/data',
  '/no/such/page',
]

test('every page runs only scripts with its own nonce', async ({ page, newUser }) => {
  await signIn(page, await newUser())
  const nonces = new Set<string>()
  for (const path of [...PAGES, ...PAGES]) {
    const answer = await page.request.get(path, { maxRedirects: 0 })
    if (answer.status() === 307) continue
    const policy = answer.headers()['content-security-policy'] ?? ''
    const [, nonce = ''] = /script-src 'nonce-([^']+)'/.exec(policy) ?? []
    expect(nonce, path).toMatch(/^[A-Za-z0-9+/]{22}==$/)
    expect(nonces, 'a nonce is used once').not.toContain(nonce)
    nonces.add(nonce)
    expect(policy, path).toContain("'strict-dynamic'")
    expect(policy, path).toContain("default-src 'none'")
    expect(policy, path).toContain("frame-ancestors 'none'")
    expect(policy, path).toContain("base-uri 'none'")
    expect(policy, path).toContain("form-action 'self'")
    expect(policy, path).not.toMatch(/unsafe|https?:|\*/)

    const html = await answer.text()
    const scripts = html.match(/<script\b[^>]*>/g) ?? []
    expect(scripts.length, path).toBeGreaterThan(0)
    expect(
      scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`)),
      path,
    ).toEqual([])
    const elements = html.replaceAll(/<script\b[\s\S]*?<\/script>/g, '')
    expect(elements, path).not.toMatch(/<[^>]+\sstyle=/)
    expect(elements, path).not.toMatch(/<[^>]+\son[a-z]+=/)
    expect(elements, path).not.toMatch(/(href|src|action)="javascript:/i)
  }
  expect(nonces.size).toBeGreaterThan(10)
})

test("a policy sent by a client is never mistaken for the page's own", async ({ request }) => {
  for (const policy of ["script-src 'nonce-EVIL'", `script-src 'nonce-"><script>alert(1)'`]) {
    for (const name of [
      'content-security-policy',
      'content-security-policy-report-only',
      'x-nonce',
    ]) {
      const answer = await request.get('/sign-in', { headers: { [name]: policy } })
      expect(answer.status()).toBe(200)
      expect(answer.headers()['content-security-policy']).not.toContain('EVIL')
      expect(await answer.text()).not.toMatch(/EVIL|<script>alert/)
    }
  }
})

test('every response has the security headers, whatever its status', async () => {
  const { port, url } = runningServer('standard')
  const host = new URL(url).host
  const answers = {
    'a page': await rawRequest({ port, path: '/sign-in' }, { host }),
    'a redirect': await rawRequest({ port, path: DEFAULT_PATH }, { host }),
    'a page that is not there': await rawRequest({ port, path: '/no/such/page' }, { host }),
    'a file': await rawRequest({ port, path: '/icon.svg' }, { host }),
    'a file that is not there': await rawRequest({ port, path: '/_next/static/x.js' }, { host }),
    JSON: await rawRequest({ port, path: '/api/auth/session' }, { host }),
    'no such action': await rawRequest({ port, path: '/api/auth/nothing' }, { host }),
    health: await rawRequest({ port, path: '/api/health' }, { host }),
    'another site’s form': await rawRequest(
      { port, path: '/sign-in', method: 'POST' },
      { host, origin: 'https://evil.example' },
    ),
    'a method without use': await rawRequest({ port, path: '/', method: 'DELETE' }, { host }),
    'a malformed address': await rawRequest({ port, path: '/%ff' }, { host }),
    'another host': await rawRequest({ port, path: '/' }, { host: 'evil.example' }),
    'too much': await rawRequest(
      { port, path: '/sign-in', method: 'POST' },
      { host, origin: url, 'content-type': 'text/plain', 'next-action': 'x' },
      'x'.repeat(100_000),
    ),
  }
  for (const [what, { headers, status }] of Object.entries(answers)) {
    expect(status, what).toBeLessThan(500)
    expect(headers, what).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'permissions-policy': expect.stringContaining('camera=()'),
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
    expect(headers, what).not.toHaveProperty('x-powered-by')
    expect(headers, what).not.toHaveProperty('server')
  }
})

test('another site cannot sign a visitor in', async ({ newUser, database, request, baseURL }) => {
  const user = await newUser()
  const { csrfToken } = (await (await request.get('/api/auth/csrf')).json()) as {
    csrfToken: string
  }
  const form = { csrfToken, identifier: user.email, password: user.password }
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: `${baseURL}.evil.example` },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: baseURL ?? '', 'sec-fetch-site': 'cross-site' },
  ]) {
    for (const path of ['/api/auth/callback/credentials', '/sign-in']) {
      const answer = await request.post(path, { form, headers, maxRedirects: 0 })
      expect(answer.status(), JSON.stringify(headers)).toBe(403)
    }
  }
  const withoutToken = await request.post('/api/auth/callback/credentials', {
    form: { ...form, csrfToken: 'x' },
    maxRedirects: 0,
  })
  expect(withoutToken.status()).toBeLessThan(500)
  expect(await database.count('sessions WHERE "userId" = $1::uuid', [user.id])).toBe(0)
})

test('a password in a URL is ignored', async ({ newUser, database, request }) => {
  const user = await newUser()
  const params = { identifier: user.email, password: user.password }
  const answer = await request.get('/api/auth/callback/credentials', { params, maxRedirects: 0 })

  expect(answer.status()).toBe(405)
  expect(await database.count('sessions WHERE "userId" = $1::uuid', [user.id])).toBe(0)
})
