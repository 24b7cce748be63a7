import type { Route } from 'playwright/test'
import { alertOf, expectSignedIn, fillSignIn, toastOf } from './actions'
import { expect, test, type Page, type User } from './fixtures'
import { holdAnswers } from './setup/network'

/*
 * Whatever goes wrong between browser and server ends in a sentence on the sign-in page. Left to
 * itself, next-auth's client would navigate to an error page, throw, or call it a success.
 */

const OFFLINE = 'You seem to be offline. Check your connection and try again.'
const BROKEN = 'Something went wrong. Please try again.'

const CSRF = '/api/auth/csrf'
const CALLBACK = '/api/auth/callback/credentials'
const SESSION = '/api/auth/session'

type Trouble = [
  what: string,
  path: string,
  answer: (route: Route) => Promise<void>,
  sentence: string,
]

const breakOff = (route: Route) => route.abort('connectionreset')
const html = (status: number) => (route: Route) =>
  route.fulfill({ status, contentType: 'text/html', body: '<h1>nginx</h1>' })
const json =
  (body: unknown, status = 200) =>
  (route: Route) =>
    route.fulfill({ status, json: body })
const callbackUrl = (query: string) => (route: Route) =>
  json({ url: `${new URL(route.request().url()).origin}/sign-in?${query}` })(route)

const TROUBLES: Trouble[] = [
  ['the connection breaks before anything is sent', CSRF, breakOff, OFFLINE],
  ['the connection breaks while the password travels', CALLBACK, breakOff, OFFLINE],
  ['the connection breaks after the answer', SESSION, breakOff, OFFLINE],
  ['a bare 500', CALLBACK, (route) => route.fulfill({ status: 500 }), BROKEN],
  ['a 500 with a message', CALLBACK, json({ message: 'Configuration' }, 500), BROKEN],
  ['a 500 for the token', CSRF, json({ message: 'Configuration' }, 500), BROKEN],
  ['a 500 after the answer', SESSION, json({ message: 'Configuration' }, 500), BROKEN],
  ['the error page of a proxy', CALLBACK, html(502), BROKEN],
  ['the login page of a hotel', CALLBACK, html(200), BROKEN],
  ['the login page of a hotel, at once', CSRF, html(200), BROKEN],
  ['a page that is not there', CALLBACK, html(404), BROKEN],
  ['an empty answer', CALLBACK, (route) => route.fulfill({ status: 200, body: '' }), BROKEN],
  ['JSON that is null', CALLBACK, json(null), BROKEN],
  ['JSON that is something else', CALLBACK, json([1, 2, 3]), BROKEN],
  ['an address that is none', CALLBACK, json({ url: 'sign-in?' }), BROKEN],
  ['a success without a session', CALLBACK, json({ url: 'https://example.com/' }), BROKEN],
  ['an error of Auth.js itself', CALLBACK, callbackUrl('error=Configuration'), BROKEN],
  ['a code nobody knows', CALLBACK, callbackUrl('error=CredentialsSignin&code=x'), BROKEN],
]

async function expectRefusal(page: Page, user: User, sentence: string): Promise<void> {
  await expect(alertOf(page)).toHaveText(sentence)
  await expect(toastOf(page)).toContainText(sentence)
  await expect(page).toHaveURL('/sign-in')
  await expect(page.getByLabel('Email or username')).toHaveValue(user.email)
  await expect(page.getByRole('button', { name: 'Sign in' })).toHaveAccessibleName('Sign in')
}

test.beforeEach(({ problems }) => {
  // Chromium and next-auth's client write down what went wrong on the network.
  problems.expect(/Failed to load resource|errors\.authjs\.dev/)
  problems.expect(/^5\d\d: .*\/api\/auth\//)
})

for (const [what, path, answer, sentence] of TROUBLES) {
  test(`${what}: a sentence, and the page stays`, async ({ page, newUser }) => {
    const user = await newUser()
    await page.route((url) => url.pathname === path, answer)
    await page.goto('/sign-in')
    await fillSignIn(page, { identifier: user.email, password: user.password })

    await expectRefusal(page, user, sentence)
  })
}

test('offline: a sentence, and the page goes on working', async ({ page, context, newUser }) => {
  const user = await newUser()
  await page.goto('/sign-in')
  await context.setOffline(true)
  await fillSignIn(page, { identifier: user.email, password: user.password })
  await expectRefusal(page, user, OFFLINE)

  await context.setOffline(false)
  await fillSignIn(page, { identifier: user.email, password: user.password })
  await expectSignedIn(page)
})

for (const path of [CSRF, CALLBACK, SESSION]) {
  test(`a server that hangs at ${path} is given up`, async ({ page, newUser }) => {
    const user = await newUser()
    await page.clock.install()
    const hanging = await holdAnswers(page, path, path === CALLBACK ? 'POST' : 'GET')
    await page.goto('/sign-in')
    await fillSignIn(page, { identifier: user.email, password: user.password })
    await expect.poll(hanging.count).toBe(1)
    await page.clock.fastForward('00:20')

    await expectRefusal(page, user, BROKEN)
    hanging.letGo()
  })
}

test('nothing is asked whose failure would navigate away', async ({ page, newUser }) => {
  const user = await newUser()
  await page.route((url) => url.pathname === '/api/auth/providers', breakOff)
  await page.goto('/sign-in')
  await fillSignIn(page, { identifier: user.email, password: user.password })

  await expectSignedIn(page)
})

for (const [what, status, code, sentence] of [
  ['a limit', 429, 'rate_limited', 'Too many attempts. Try again in 3 seconds.'],
  ['a full queue', 503, 'busy', 'We are busy. Try again in 3 seconds.'],
] as const) {
  test(`${what} names the wait, counts it down, and opens the form again`, async ({
    page,
    newUser,
  }) => {
    const user = await newUser()
    await page.route(
      (url) => url.pathname === CALLBACK,
      (route) => {
        const { origin } = new URL(route.request().url())
        const url = `${origin}/sign-in?error=CredentialsSignin&code=${code}`
        return route.fulfill({ status, json: { url }, headers: { 'retry-after': '3' } })
      },
    )
    await page.goto('/sign-in')
    await fillSignIn(page, { identifier: user.email, password: user.password })
    await expectRefusal(page, user, sentence)
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeDisabled()
    await page.unrouteAll({ behavior: 'wait' })

    await expect(page.getByText('You can try again now.')).toBeVisible()
    await fillSignIn(page, { identifier: user.email, password: user.password })
    await expectSignedIn(page)
  })
}
