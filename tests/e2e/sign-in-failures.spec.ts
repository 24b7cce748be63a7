import type { Route } from 'playwright/test'
import { sentenceFor } from '@/lib/platform/errors'
import { alertOf, expectSignedIn, fillSignIn, toastOf } from './actions'
import { expect, test, type Page, type User } from './fixtures'
import { holdAnswers } from './setup/network'
import { tooManyAttempts } from '../setup/sentences'

/*
 * Every failure between browser and server ends in a sentence on the sign-in page. On its own,
 * next-auth's client would navigate to an error page, throw, or report success.
 */

const OFFLINE = 'You seem to be offline. Check your connection and try again.'
const BLOCKED = sentenceFor({ code: 'cookies_blocked' })
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

/** One of each kind, at each request; `sign-in-client.test.ts` has all of them. */
const TROUBLES: Trouble[] = [
  ['the connection breaks before anything is sent', CSRF, breakOff, OFFLINE],
  ['a 500 with a message', CALLBACK, json({ message: 'Configuration' }, 500), BROKEN],
  ['the connection breaks while the password travels', CALLBACK, breakOff, OFFLINE],
  ['the error page of a proxy', CALLBACK, html(502), BROKEN],
  ['a success without a session', CALLBACK, json({ url: 'https://example.com/' }), BLOCKED],
  // Last, because it signs in.
  ['the connection breaks after the answer', SESSION, breakOff, OFFLINE],
]

async function expectRefusal(page: Page, user: User, sentence: string): Promise<void> {
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toHaveAccessibleName(
    'Sign in',
  )
  await expect(alertOf(page)).toHaveText(sentence)
  await expect(toastOf(page)).toHaveText('')
  await expect(page).toHaveURL('/sign-in')
  await expect(page.getByLabel('Email or username')).toHaveValue(user.email)
}

test.beforeEach(({ problems }) => {
  // Chromium and next-auth's client log network failures.
  problems.expect(/Failed to load resource|errors\.authjs\.dev/)
  problems.expect(/^5\d\d: .*\/api\/auth\//)
})

test('any unexpected response shows a sentence, and the page stays', async ({ page, newUser }) => {
  const user = await newUser()
  await page.goto('/sign-in')
  await page.evaluate(() => Object.assign(window, { isSameDocument: true }))
  for (const [what, path, answer, sentence] of TROUBLES) {
    await test.step(what, async () => {
      let answers = 0
      await page.route(
        (url) => url.pathname === path,
        (route) => {
          answers += 1
          return answer(route)
        },
      )
      await fillSignIn(page, { identifier: user.email, password: user.password })
      await expect.poll(() => answers).toBeGreaterThan(0)

      await expectRefusal(page, user, sentence)
      await page.unrouteAll({ behavior: 'wait' })
    })
  }
  expect(await page.evaluate(() => 'isSameDocument' in window)).toBe(true)
})

test('offline shows a sentence, and the page keeps working', async ({ page, context, newUser }) => {
  const user = await newUser()
  await page.goto('/sign-in')
  await context.setOffline(true)
  await fillSignIn(page, { identifier: user.email, password: user.password })
  await expectRefusal(page, user, OFFLINE)

  await context.setOffline(false)
  await fillSignIn(page, { identifier: user.email, password: user.password })
  await expectSignedIn(page)
})

test('a server that hangs times out', async ({ page, newUser }) => {
  const user = await newUser()
  await page.clock.install()
  const hanging = await holdAnswers(page, CALLBACK)
  await page.goto('/sign-in')
  await fillSignIn(page, { identifier: user.email, password: user.password })
  await expect.poll(hanging.count).toBe(1)
  await page.clock.fastForward('01:00')

  await expectRefusal(page, user, BROKEN)
  hanging.letGo()
})

test('a limit names the wait, counts it down, and enables the form again', async ({
  page,
  newUser,
}) => {
  const user = await newUser()
  await page.route(
    (url) => url.pathname === CALLBACK,
    (route) => {
      const { origin } = new URL(route.request().url())
      const url = `${origin}/sign-in?error=CredentialsSignin&code=rate_limited`
      return route.fulfill({ status: 429, json: { url }, headers: { 'retry-after': '3' } })
    },
  )
  await page.goto('/sign-in')
  await fillSignIn(page, { identifier: user.email, password: user.password })
  await expectRefusal(page, user, tooManyAttempts(3))
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeDisabled()
  await page.unrouteAll({ behavior: 'wait' })

  await expect(page.getByText('You can try again now.')).toBeVisible()
  await fillSignIn(page, { identifier: user.email, password: user.password })
  await expectSignedIn(page)
})
