import type { Browser, BrowserContext, Page } from 'playwright/test'
import { cookieName } from '@/lib/domain/site/cookie-names'
import { expectSignedIn, fillSignIn } from './actions'
import { expect, test, type User } from './fixtures'
import { launchBoundChromium } from './setup/bound-chromium'
import { ownAddress } from './setup/http'

/*
 * In a browser that binds sessions to its device. What a server decides is proven without one, in
 * tests/integration/session-binding.
 */

test.describe.configure({ mode: 'serial' })

let bound: Browser | null = null

test.beforeAll(async () => {
  test.setTimeout(300_000)
  bound = await launchBoundChromium()
})
test.beforeEach(() => test.skip(bound === null, 'no Chromium here binds sessions to a device'))
test.afterAll(async () => bound?.close())

const SENTENCE = 'Bound to this device: a copy of its cookies is useless elsewhere'
const BOUND = cookieName('bound')

async function newContext(baseURL: string | undefined, options = {}): Promise<BrowserContext> {
  if (bound === null) throw new Error('there is no browser')
  return bound.newContext({
    ...(baseURL === undefined ? {} : { baseURL }),
    extraHTTPHeaders: { 'x-forwarded-for': ownAddress() },
    ...options,
  })
}

async function signIn(page: Page, { email, password }: User): Promise<void> {
  await page.goto('/sign-in')
  await fillSignIn(page, { identifier: email, password })
  await expectSignedIn(page)
}

const boundCookie = async (context: BrowserContext) =>
  (await context.cookies()).find(({ name }) => name === BOUND)

/** A new browser in which somebody has signed in, and whose session is bound. */
async function boundSession(baseURL: string | undefined, user: User) {
  const context = await newContext(baseURL)
  const page = await context.newPage()
  await signIn(page, user)
  await expect.poll(() => boundCookie(context)).toBeDefined()
  return { context, page }
}

for (const javaScriptEnabled of [true, false]) {
  test(`a sign-in ${javaScriptEnabled ? 'with' : 'without'} JavaScript is bound to its device`, async ({
    baseURL,
    newUser,
  }) => {
    const context = await newContext(baseURL, { javaScriptEnabled })
    const page = await context.newPage()
    await signIn(page, await newUser())
    await expect.poll(() => boundCookie(context)).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
    await page.goto('/account/sessions')
    await expect(page.getByText(SENTENCE)).toBeVisible()
    await context.close()
  })
}

test('the browser proves its key when the cookie is gone, and before it sends any page', async ({
  baseURL,
  newUser,
}) => {
  const { context, page } = await boundSession(baseURL, await newUser())
  await page.goto('/account')
  const before = (await boundCookie(context))?.value
  await context.clearCookies({ name: BOUND })
  await page.goto('/account/sessions')
  await expect(page.getByText(SENTENCE)).toBeVisible()
  expect((await boundCookie(context))?.value).not.toBe(before)
  await context.close()
})

test('a link from another site leads to the page, though no browser refreshes for it', async ({
  baseURL,
  newUser,
}) => {
  const { context, page } = await boundSession(baseURL, await newUser())
  await page.goto('/account')
  await context.route('http://elsewhere.localhost/', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<a href="${baseURL}/dashboard">Open</a>` }),
  )
  await page.goto('http://elsewhere.localhost/')
  await context.clearCookies({ name: BOUND })
  await page.getByRole('link', { name: 'Open' }).click()
  await expect(page.getByRole('heading', { name: 'Dashboard' })).toBeVisible()
  await context.close()
})

test('a copied session cookie opens nothing, and its owner is told at the next sign-in', async ({
  baseURL,
  newUser,
}) => {
  const user = await newUser()
  const { context, page } = await boundSession(baseURL, user)
  await page.goto('/account')

  const thief = await newContext(baseURL)
  const cookies = await context.cookies()
  await thief.addCookies(cookies.filter(({ name }) => name === cookieName('session')))
  const theirs = await thief.newPage()
  await theirs.goto('/dashboard')
  await expect(theirs.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await thief.close()

  const sentence = 'We ended a session because its cookie was used without your device.'
  await page.goto('/account')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expect(page.getByRole('alert').filter({ hasText: sentence })).toBeVisible()
  await fillSignIn(page, { identifier: user.email, password: user.password })
  await expectSignedIn(page, '/account')
  await page.goto('/dashboard')
  await expect(page.getByRole('alert').filter({ hasText: sentence })).toBeVisible()
  await page.goto('/account/sessions')
  await expect(page.getByText(SENTENCE)).toBeVisible()
  await context.close()
})

test('signing out ends the binding too', async ({ baseURL, newUser }) => {
  const { context, page } = await boundSession(baseURL, await newUser())
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  expect(await boundCookie(context)).toBeUndefined()
  await context.close()
})

test('whoever signs in next in the same browser is bound too', async ({ baseURL, newUser }) => {
  const { context, page } = await boundSession(baseURL, await newUser())
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await signIn(page, await newUser())
  await expect.poll(() => boundCookie(context)).toBeDefined()
  await page.goto('/account/sessions')
  await expect(page.getByText(SENTENCE)).toBeVisible()
  await context.close()
})
