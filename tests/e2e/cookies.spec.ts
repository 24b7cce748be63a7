import { expectSignedIn, fillSignIn, signIn } from './actions'
import { expect, somebody, test } from './fixtures'
import { rawRequest, type RawAnswer } from './setup/http'
import { createAccount } from './setup/people'
import { runningServer } from './setup/servers'
import { cookieName } from '@/lib/domain/site/cookie-names'

test('no cookie is accessible to scripts or sent to other sites', async ({
  page,
  context,
  newUser,
}) => {
  const user = await newUser()
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Dark' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await fillSignIn(page, { identifier: user.email, password: user.password })
  await expectSignedIn(page)
  await page.goto(`/verify-email?token=${'x'.repeat(43)}`)

  const cookies = await context.cookies()
  const names = cookies.map(({ name }) => name).sort()
  expect(names).toEqual([
    cookieName('callback'),
    cookieName('csrf'),
    cookieName('device'),
    cookieName('link'),
    cookieName('session'),
    cookieName('theme'),
  ])
  for (const cookie of cookies) {
    expect(cookie, cookie.name).toMatchObject({
      httpOnly: true,
      sameSite: 'Lax',
      path: '/',
      domain: 'localhost',
      // Over http, on loopback.
      secure: false,
    })
  }
})

test('a script sees no cookie, and web storage is empty', async ({ page, newUser }) => {
  const user = await newUser()
  await page.goto('/sign-in')
  await fillSignIn(page, { identifier: user.email, password: user.password })
  await expectSignedIn(page)

  const kept = await page.evaluate(async () => ({
    cookie: document.cookie,
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }))
  expect(kept).toEqual({
    cookie: '',
    local: [],
    session: [],
    databases: [],
    caches: [],
    workers: 0,
  })
})

test('the session JSON has exactly the fields of the contract', async ({ page, newUser }) => {
  expect(await (await page.request.get('/api/auth/session')).json()).toBeNull()
  const user = await newUser()
  await signIn(page, user)
  const session = (await (await page.request.get('/api/auth/session')).json()) as object

  expect(session).toEqual({
    user: {
      id: user.id,
      name: user.name,
      username: user.username,
      email: user.email,
      image: null,
      role: 'USER',
    },
    expires: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    sessionId: expect.any(String),
  })
})

test('choosing "System" removes the theme cookie', async ({ page, context }) => {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Light' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  await page.getByRole('button', { name: 'System' }).click()
  await expect(page.locator('html')).not.toHaveAttribute('data-theme')

  expect((await context.cookies()).map(({ name }) => name)).not.toContain(cookieName('theme'))
})

test.describe('over https', () => {
  test.use({ server: 'behind-tls' })

  const pairOf = (line: string) => line.split(';')[0] ?? ''
  const linesOf = ({ headers }: RawAnswer) => headers['set-cookie'] ?? []

  test('every cookie is bound to this host and to https', async ({ database, address }) => {
    const user = await createAccount(database, somebody())
    const { port, url } = runningServer('behind-tls')
    const headers = { host: new URL(url).host, 'x-forwarded-for': address }
    const csrf = await rawRequest({ port, path: '/api/auth/csrf' }, headers)
    const { csrfToken } = JSON.parse(csrf.body) as { csrfToken: string }
    const form = { csrfToken, identifier: user.email, password: user.password, remember: 'on' }
    const signedIn = await rawRequest(
      { port, path: '/api/auth/callback/credentials', method: 'POST' },
      {
        ...headers,
        'content-type': 'application/x-www-form-urlencoded',
        cookie: linesOf(csrf).map(pairOf).join('; '),
      },
      new URLSearchParams(form).toString(),
    )
    const link = await rawRequest({ port, path: `/verify-email?token=${'x'.repeat(43)}` }, headers)

    const lines = [csrf, signedIn, link].flatMap(linesOf)
    expect(new Set(lines.map((line) => pairOf(line).split('=')[0]))).toEqual(
      new Set(
        ['session', 'csrf', 'callback', 'device', 'link'].map((name) => `__Host-latchkey.${name}`),
      ),
    )
    for (const line of lines) {
      expect(line).toMatch(/; HttpOnly/i)
      expect(line).toMatch(/; Secure/i)
      expect(line).toMatch(/; SameSite=Lax/i)
      expect(line).toMatch(/; Path=\/(;|$)/i)
      expect(line).not.toMatch(/; Domain/i)
    }
    const session = await rawRequest(
      { port, path: '/api/auth/session' },
      { ...headers, cookie: linesOf(signedIn).map(pairOf).join('; ') },
    )
    expect(JSON.parse(session.body)).toMatchObject({ user: { email: user.email } })
    expect(session.headers['strict-transport-security']).toMatch(/max-age=\d{8}/)
  })
})
