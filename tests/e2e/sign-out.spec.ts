import { DEFAULT_PATH, signInPath } from '@/lib/domain/site/redirects'
import type { BrowserContext } from 'playwright/test'
import { expectSignedIn, fillSignIn, signIn, toastOf } from './actions'
import { expect, test, type Page } from './fixtures'
import { holdAnswers, newSignal } from './setup/network'
import { revokeSessions, sessionTimes } from './setup/sessions'
import { cookieName } from '@/lib/domain/site/cookie-names'

async function sessionCookie(context: BrowserContext) {
  const found = (await context.cookies()).find(({ name }) => name === cookieName('session'))
  if (!found) throw new Error('There is no session cookie')
  return found
}

const signOut = (page: Page) => page.getByRole('button', { name: 'Sign out', exact: true }).click()

const SIGNED_IN_PAGES = [
  '/dashboard',
  '/account',
  '/account/activity',
  '/account/security',
  '/', // optional part: landing
  '/account/sessions',
  '/account/data',
  '/mailbox', // optional part: mailbox
]

test('every page signs out with a full document load', async ({ page, newUser, database }) => {
  const user = await newUser()
  for (const path of SIGNED_IN_PAGES) {
    await test.step(path, async () => {
      await signIn(page, user, { then: path })
      await page.evaluate(() => Object.assign(window, { isOldDocument: true }))
      await signOut(page)

      await expect(page).toHaveURL('/sign-in')
      expect(await page.evaluate(() => 'isOldDocument' in window)).toBe(false)
      expect((await sessionTimes(database, user)).isRevoked).toBe(true)
      expect((await page.context().cookies()).map(({ name }) => name)).not.toContain(
        cookieName('session'),
      )
    })
  }
})

test('a sign-in ends in a full document load', async ({ page, newUser }) => {
  const user = await newUser()
  await page.goto('/sign-in')
  await page.evaluate(() => Object.assign(window, { isOldDocument: true }))
  await fillSignIn(page, { identifier: user.email, password: user.password })
  await expectSignedIn(page)

  expect(await page.evaluate(() => 'isOldDocument' in window)).toBe(false)
})

test('the old cookie is invalid immediately, wherever it is replayed', async ({
  page,
  context,
  newUser,
  newBrowser,
}) => {
  const user = await newUser()
  await signIn(page, user, { remember: true })
  const cookie = await sessionCookie(context)
  const thief = await newBrowser()
  await thief.addCookies([cookie])
  const stolen = await thief.newPage()
  await stolen.goto(DEFAULT_PATH)
  await expect(stolen.getByRole('main').getByText(`@${user.username}`)).toBeVisible()
  await signOut(page)
  await expect(page).toHaveURL('/sign-in')

  await thief.addCookies([cookie])
  expect(await (await thief.request.get('/api/auth/session')).json()).toBeNull()
  for (const headers of [{}, { rsc: '1' }, { accept: 'text/html' }]) {
    await thief.addCookies([cookie])
    const answer = await thief.request.get(DEFAULT_PATH, { headers, maxRedirects: 0 })
    expect([307, 401]).toContain(answer.status())
    expect(await answer.text()).not.toContain(user.username)
  }
  await thief.addCookies([cookie])
  const again = await thief.newPage()
  await again.goto(DEFAULT_PATH)
  await expect(again).toHaveURL(/\/sign-in\?callbackUrl=%2Fdashboard&code=session_expired/)
})

for (const [what, method] of [
  ['reads', 'GET'],
  ['renews', 'POST'],
] as const) {
  test(`a response in flight that ${what} the session signs nobody in again`, async ({
    page,
    context,
    newUser,
  }) => {
    const user = await newUser()
    await signIn(page, user)
    const slow = await context.newPage()
    // A page that does not follow a sign-out in another tab.
    await slow.goto('/forgot-password')
    const [isAnswered, answered] = newSignal()
    const [isLanding, land] = newSignal()
    await slow.route('**/api/auth/session?slow', async (route) => {
      const response = await route.fetch()
      answered()
      await isLanding
      await route.fulfill({ response })
    })
    const landed = slow.evaluate(async (method) => {
      const { csrfToken } = (await (await fetch('/api/auth/csrf')).json()) as { csrfToken: string }
      const update = { method, body: new URLSearchParams({ csrfToken }) }
      const answer = await fetch('/api/auth/session?slow', method === 'POST' ? update : {})
      return (await answer.json()) as { user: { username: string } }
    }, method)
    await isAnswered
    await signOut(page)
    await expect(page).toHaveURL('/sign-in')
    land()

    expect((await landed).user.username).toBe(user.username)
    expect((await context.cookies()).map(({ name }) => name)).not.toContain(cookieName('session'))
    await page.goto(DEFAULT_PATH)
    await expect(page).toHaveURL(signInPath(DEFAULT_PATH))
  })
}

test('pressing it twice signs out once', async ({ page, newUser }) => {
  await signIn(page, await newUser())
  const posts = await holdAnswers(page, '/api/auth/signout')
  await signOut(page)
  await page.getByRole('button', { name: 'Signing out…' }).dblclick({ force: true })
  posts.letGo()

  await expect(page).toHaveURL('/sign-in')
  expect(posts.count()).toBe(1)
})

test('a failed sign-out says so and leaves the user signed in', async ({
  page,
  context,
  newUser,
  problems,
  database,
}) => {
  problems.expect(/Failed to load resource|errors\.authjs\.dev/)
  problems.expect(/^503: .*\/api\/auth\/signout/)
  const user = await newUser()
  await signIn(page, user)
  await context.setOffline(true)
  await signOut(page)
  await expect(toastOf(page)).toContainText('You seem to be offline.')
  await context.setOffline(false)

  await page.route('**/api/auth/signout', (route) => route.fulfill({ status: 503, json: {} }))
  await signOut(page)
  await expect(toastOf(page)).toContainText('Something went wrong. Please try again.')
  expect(new URL(page.url()).pathname).toBe('/dashboard')
  expect((await sessionTimes(database, user)).isRevoked).toBe(false)

  await page.unrouteAll({ behavior: 'wait' })
  await signOut(page)
  await expect(page).toHaveURL('/sign-in')
})

test('opening a URL does not sign out', async ({ page, newUser }) => {
  await signIn(page, await newUser())
  await page.goto('/api/auth/signout')

  await page.goto(DEFAULT_PATH)
  await expectSignedIn(page)
})

test('a page whose session expired long ago still signs out without an error', async ({
  page,
  newUser,
  database,
}) => {
  const user = await newUser()
  await signIn(page, user)
  await database.rows('DELETE FROM sessions WHERE "userId" = $1::uuid', [user.id])
  await signOut(page)

  await expect(page).toHaveURL('/sign-in')
})

test('a link on a page whose session has ended leads to the sign-in page', async ({
  page,
  newUser,
  database,
  problems,
}) => {
  problems.expect(/401 \(Unauthorized\)/)
  const user = await newUser()
  await signIn(page, user)
  await revokeSessions({ page, database, user })
  await page.getByRole('link', { name: 'Dashboard' }).click()

  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Fdashboard/)
  await expect(page.getByRole('main').getByText(`@${user.username}`)).toHaveCount(0)
})
