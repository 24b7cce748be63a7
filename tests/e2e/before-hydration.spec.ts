import { alertOf, expectSignedIn, whenAlive } from './actions'
import { expect, somebody, test, type Page } from './fixtures'
import { newestMailTo } from './setup/mails'
import { newSignal, recordRequests } from './setup/network'

/*
 * A slow connection: the page is shown while its script is still loading. A user who is faster than
 * the script sends the form natively.
 */

const SCRIPT = /\/_next\/static\/.*\.js/

/** Like `page.goto`, but the load event never fires, because scripts never arrive. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(path, { waitUntil: 'domcontentloaded' })
}

test.beforeEach(async ({ page }) => {
  // Never answered: neither a script nor an error.
  await page.route(SCRIPT, () => new Promise<void>(() => {}))
})

test('a form sent before hydration signs in by POST, and no URL ever contains the password', async ({
  page,
  newUser,
}) => {
  const user = await newUser()
  const requests = recordRequests(page)
  await open(page, '/sign-in?callbackUrl=%2Fdashboard%3Fearly%3D1')
  await page.getByLabel('Email or username').fill(user.email)
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.getByLabel('Password', { exact: true }).press('Enter')
  await expect(alertOf(page)).toHaveText('Invalid email or password.')
  await expect(page.getByLabel('Email or username')).toHaveValue(user.email)

  await page.getByLabel('Password', { exact: true }).fill(user.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click({ noWaitAfter: true })
  await expect(page).toHaveURL('/dashboard?early=1')

  const forms = requests.filter((request) => request.postData()?.includes('name="password"'))
  expect(forms.map((request) => request.method())).toEqual(['POST', 'POST'])
  const addresses = requests.map((request) => decodeURIComponent(request.url()))
  expect(addresses.filter((url) => /password|harbour/.test(url))).toEqual([])
})

test('a sign-up sent before hydration signs up', async ({ page }) => {
  const person = somebody()
  await open(page, '/sign-up')
  await page.getByLabel('Name', { exact: true }).fill(person.name)
  await page.getByLabel('Username').fill(person.username)
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Create account' }).click({ noWaitAfter: true })

  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible()
  expect((await newestMailTo(page, person.email)).links).toHaveProperty(['Confirm email'])
})

test('what was typed before hydration is kept', async ({ page, newUser }) => {
  const user = await newUser()
  const [arrival, letGo] = newSignal()
  await page.unroute(SCRIPT)
  await page.route(SCRIPT, async (route) => {
    await arrival
    await route.continue()
  })
  await open(page, '/sign-in')
  await page.getByLabel('Email or username').fill(user.email)
  await page.getByLabel('Password', { exact: true }).fill(user.password)
  letGo()
  await whenAlive(page)

  await expect(page.getByLabel('Email or username')).toHaveValue(user.email)
  await page.getByLabel('Password', { exact: true }).press('Enter')
  await expectSignedIn(page)
})
