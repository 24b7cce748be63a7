import { alertOf, expectSignedIn, fillSignIn, signIn } from './actions'
import { expect, test, type Page } from './fixtures'
import { addEvents, FIREFOX, signedInBy, triedBefore } from './setup/audit'

const events = (page: Page) => page.getByRole('list', { name: 'Activity' }).getByRole('listitem')

test('activity shows the sign-in, the wrong password before it, and where each came from', async ({
  page,
  newUser,
  address,
}) => {
  const user = await newUser()
  await page.goto('/sign-in')
  await fillSignIn(page, { identifier: user.email, password: 'not the password' })
  await expect(alertOf(page)).toHaveText('Invalid email or password.')
  await fillSignIn(page, { identifier: user.email, password: user.password })
  await expectSignedIn(page)
  await page.getByRole('link', { name: 'Account', exact: true }).click()
  await page.getByRole('link', { name: 'Activity' }).click()

  await expect(page.getByRole('heading', { name: 'Activity', exact: true })).toBeVisible()
  await expect(events(page)).toHaveCount(2)
  await expect(events(page).nth(0)).toContainText('Signed in after a failed attempt')
  await expect(events(page).nth(0)).toContainText(address)
  await expect(events(page).nth(0)).toContainText('Chrome')
  await expect(events(page).nth(1)).toContainText('Sign-in with a wrong password')
  await expect(events(page).nth(1)).toContainText('Review')
})

test('activity shows sign-outs, password changes and devices signed out', async ({
  page,
  newUser,
  newBrowser,
}) => {
  const user = await newUser()
  const elsewhere = await signedInBy(FIREFOX, user, newBrowser)
  await elsewhere.getByRole('button', { name: 'Sign out' }).click()
  await expect(elsewhere).toHaveURL('/sign-in')
  await signIn(page, user, { then: '/account/security' })
  await page.getByLabel('Current password').fill(user.password)
  await page.getByLabel('New password').fill('meadow copper lighthouse')
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByText('Password changed.')).toBeVisible()
  await page.goto('/account/activity')

  await expect(events(page)).toContainText([
    'Password changed',
    'Signed in from a new device',
    'Signed out',
    'Signed in',
  ])
  await expect(events(page).nth(2)).toContainText('Firefox on Linux')
})

test("activity shows only the user's own events", async ({ page, newUser, newBrowser }) => {
  const other = await newUser()
  await triedBefore(await (await newBrowser()).newPage(), other)
  await signIn(page, await newUser(), { then: '/account/activity' })

  await expect(events(page)).toHaveCount(1)
  await expect(events(page)).toContainText('Signed in')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('activity is paged', async ({ page, newUser, database }) => {
    const user = await newUser()
    await addEvents(database, user, 60)
    await signIn(page, user, { then: '/account/activity' })
    await expect(events(page)).toHaveCount(25)
    await page.getByRole('link', { name: 'Older' }).click()
    await expect(events(page)).toHaveCount(25)
    await page.getByRole('link', { name: 'Older' }).click()
    await expect(events(page)).toHaveCount(11)
    await expect(page.getByRole('link', { name: 'Older' })).toHaveCount(0)
    await page.getByRole('link', { name: 'Newest' }).click()

    await expect(page).toHaveURL('/account/activity')
    await expect(events(page).first()).toContainText('Signed in')
  })
})

test('an invalid cursor starts with the newest events', async ({ page, newUser }) => {
  await signIn(page, await newUser())
  for (const before of ['x', '1.2', "'--", '99999999999999999.0', '%00']) {
    await page.goto(`/account/activity?before=${before}`)
    await expect(events(page)).toHaveCount(1)
  }
})
