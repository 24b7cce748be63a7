import { DEFAULT_PATH } from '@/lib/domain/site/redirects'
import { expectSignedIn, fillSignIn, signIn } from './actions'
import { expect, test } from './fixtures'

test('an open sign-in page follows a sign-in in another tab', async ({
  page,
  context,
  newUser,
}) => {
  const user = await newUser()
  const waiting = await context.newPage()
  await waiting.goto('/sign-in?callbackUrl=%2Fdashboard%3Fwaited%3D1')
  const other = await context.newPage()
  await other.goto('/sign-up')
  await page.goto('/sign-in')
  await fillSignIn(page, { identifier: user.email, password: user.password })

  await expectSignedIn(page)
  await expect(waiting).toHaveURL('/dashboard?waited=1')
  await expectSignedIn(other)
  await expect(waiting.getByRole('main').getByText(`@${user.username}`)).toBeVisible()
})

test('a sign-out moves every tab with private content to the sign-in page', async ({
  page,
  context,
  newUser,
}) => {
  await signIn(page, await newUser())
  const tabs = [await context.newPage(), await context.newPage()]
  for (const tab of tabs) await tab.goto(DEFAULT_PATH)
  await page.getByRole('button', { name: 'Sign out' }).click()

  for (const tab of [page, ...tabs]) {
    await expect(tab).toHaveURL('/sign-in')
    await expect(tab.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  }
})

for (const path of ['/sign-in', '/sign-up', '/sign-in?callbackUrl=https://example.com/']) {
  test(`a signed-in user who opens ${path} is redirected to the dashboard`, async ({
    page,
    newUser,
  }) => {
    await signIn(page, await newUser())
    await page.goto(path)

    await expectSignedIn(page)
  })
}

test("signing in as another user leaves no tab with the first one's data", async ({
  page,
  context,
  newUser,
}) => {
  const [ada, eve] = [await newUser({ name: 'Ada First' }), await newUser({ name: 'Eve Second' })]
  await signIn(page, ada)
  const other = await context.newPage()
  await other.goto(DEFAULT_PATH)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/sign-in')
  await fillSignIn(page, { identifier: eve.email, password: eve.password })
  await expectSignedIn(page)

  await expectSignedIn(other)
  await expect(other.getByRole('main')).toContainText('Eve Second')
  await expect(other.getByText('Ada First')).toHaveCount(0)
})
