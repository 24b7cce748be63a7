import { alertOf, expectSignedIn, fillSignIn, signIn } from './actions'
import { csrfToken } from './setup/http'
import { expect, test } from './fixtures'

test('a protected page leads to the sign-in page and back, including its query', async ({
  page,
  newUser,
}) => {
  const user = await newUser()
  const wanted = '/dashboard?tab=a%20b&tab=%C3%A9&next=/x?y=1%262'
  await page.goto(wanted)
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Fdashboard%3F/)
  await fillSignIn(page, { identifier: user.email, password: 'not the password' })
  await expect(alertOf(page)).toHaveText('Invalid email or password.')
  await fillSignIn(page, { identifier: user.email, password: user.password })

  await expect(page).toHaveURL(/\/dashboard\?/)
  expect([...new URL(page.url()).searchParams]).toEqual([
    ['tab', 'a b'],
    ['tab', 'é'],
    ['next', '/x?y=1&2'],
  ])
})

for (const path of [
  '/dashboard',
  '/account',
  '/account/security',
  '/admin/users', // optional part: admin
  '/confirm-password',
]) {
  test(`${path} is not shown to a signed-out visitor`, async ({ page }) => {
    await page.goto(path)

    await expect(page).toHaveURL(`/sign-in?callbackUrl=${encodeURIComponent(path)}`)
  })
}

/** Known attempts to redirect users to another site after signing in. */
const ELSEWHERE = [
  'https://evil.example',
  'http://evil.example/',
  '//evil.example',
  '///evil.example',
  '////evil.example/%2f..',
  '/\\evil.example',
  '\\\\evil.example',
  '/\\/evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '\t//evil.example',
  ' //evil.example',
  '/%09/evil.example',
  '/%2f/evil.example',
  '/%2fevil.example',
  '/%5cevil.example',
  '/..//evil.example',
  '/.//evil.example',
  '/dashboard/..//evil.example',
  '/%2e%2e//evil.example',
  'https:evil.example',
  'https:/evil.example',
  'https:///evil.example',
  'HTTPS://evil.example',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'blob:https://evil.example/1',
  '@evil.example',
  'evil.example',
  'dashboard@evil.example',
  '/@evil.example/..//',
  'https://localhost@evil.example',
  'https://localhost:3000@evil.example/',
  'https://localhost.evil.example',
  'https://evil.example\\@localhost/',
  'https://evil.example#@localhost/',
  'https://[::1]@evil.example',
  'https://evil。example',
  '//evil。example',
  '/\u2028/evil.example',
  '/\u0000/evil.example',
  '/sign-in',
  '/sign-up?again',
  '/api/auth/signout',
  '/_next/static/x.js',
  '',
  '/'.repeat(5000),
  `/${'a'.repeat(5000)}`,
] as const

function queryOf(callbackUrl: string): string {
  return `/sign-in?${new URLSearchParams({ callbackUrl }).toString().slice(0, 7000)}`
}

test('the form follows only a path on this site', async ({ page, newUser }) => {
  const user = await newUser()
  for (const callbackUrl of ELSEWHERE) {
    const form = await (await page.request.get(queryOf(callbackUrl))).text()

    const [, value] = /name="callbackUrl" value="([^"]*)"/.exec(form) ?? []
    expect(value, JSON.stringify(callbackUrl.slice(0, 60))).toBe('/dashboard')
  }
  await page.goto('/sign-in?callbackUrl=//evil.example')
  await fillSignIn(page, { identifier: user.email, password: user.password })
  await expectSignedIn(page)
})

test('the redirect of a signed-in user follows only a path on this site', async ({
  page,
  newUser,
  baseURL,
}) => {
  await signIn(page, await newUser())
  for (const callbackUrl of ELSEWHERE) {
    const answer = await page.request.get(queryOf(callbackUrl), { maxRedirects: 0 })

    expect(answer.status(), JSON.stringify(callbackUrl.slice(0, 60))).toBe(307)
    const location = new URL(answer.headers().location ?? '', baseURL)
    expect(location.href, JSON.stringify(callbackUrl.slice(0, 60))).toBe(`${baseURL}/dashboard`)
  }
})

test('Auth.js follows only a path on this site, from a form or a URL', async ({
  request,
  newUser,
  baseURL,
}) => {
  const user = await newUser()
  for (const callbackUrl of ELSEWHERE) {
    const what = JSON.stringify(callbackUrl.slice(0, 60))
    const byAddress = await request.get('/api/auth/signin', {
      params: { callbackUrl: callbackUrl.slice(0, 2000) },
      maxRedirects: 0,
    })
    expect(byAddress.status(), what).toBeLessThan(400)
    expect(new URL(byAddress.headers().location ?? '', baseURL).origin, what).toBe(baseURL)
    const byForm = await request.post('/api/auth/signout', {
      form: { csrfToken: await csrfToken({ request }), callbackUrl: callbackUrl.slice(0, 2000) },
      maxRedirects: 0,
    })
    expect(byForm.status(), what).toBe(302)
    expect(new URL(byForm.headers().location ?? '', baseURL).origin, what).toBe(baseURL)
  }
  const signedIn = await request.post('/api/auth/callback/credentials', {
    form: {
      csrfToken: await csrfToken({ request }),
      callbackUrl: '//evil.example',
      identifier: user.email,
      password: user.password,
    },
    maxRedirects: 0,
  })
  expect(signedIn.headers().location).toBe(`${baseURL}/dashboard`)
})
