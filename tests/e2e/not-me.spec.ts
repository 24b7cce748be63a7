import { alertOf, expectSignedIn, fillSignIn, openNewestLink, signIn, whenAlive } from './actions'
import { expect, test, type Page } from './fixtures'
import { signedInElsewhere } from './setup/audit'
import { product } from '@/lib/product'
import { mailsTo, newestMailTo } from './setup/mails'

const SUBJECT = `New sign-in to your ${product.name} account`
const SECURED = 'Every device was signed out and your old password no longer works.'

async function openNotMeLink(page: Page, email: string): Promise<string> {
  const address = await openNewestLink(page, email, 'This wasn’t me', SUBJECT)
  await expect(page).toHaveURL('/not-me')
  return address
}

async function secure(page: Page): Promise<void> {
  await whenAlive(page)
  await page.getByRole('button', { name: 'Secure my account' }).click()
}

test('a sign-in from a new device is announced by mail, the first one is not', async ({
  page,
  newUser,
  newBrowser,
}) => {
  const user = await newUser()
  await signIn(page, user)
  expect(await mailsTo(page, user.email)).toEqual([])
  await signedInElsewhere(user, newBrowser)

  const { text } = await newestMailTo(page, user.email, SUBJECT)
  expect(text).toContain('Was this you?')
  expect(text).toContain('Firefox on Linux')
})

test('“This wasn’t me” ends every session and starts a reset', async ({
  page,
  newUser,
  newBrowser,
}) => {
  const user = await newUser()
  const thief = await signedInElsewhere(user, newBrowser)
  await openNotMeLink(page, user.email)
  await thief.reload()
  await expectSignedIn(thief)
  await secure(page)

  await expect(page.getByText(SECURED)).toBeVisible()
  await thief.reload()
  await expect(thief).toHaveURL(/\/sign-in/)
  await fillSignIn(thief, { identifier: user.email, password: user.password })
  await expect(alertOf(thief)).toHaveText('Invalid email or password.')
  await openNewestLink(page, user.email, 'Reset password', 'Reset')
  await whenAlive(page)
  await page.getByLabel('New password').fill('meadow copper lighthouse')
  await page.getByRole('button', { name: 'Set new password' }).click()
  await expect(page.getByText('Sign in with your new password.')).toBeVisible()
  await fillSignIn(page, { identifier: user.email, password: 'meadow copper lighthouse' })
  await expectSignedIn(page)
})

test('the link works once, and opening it changes nothing', async ({
  page,
  newUser,
  newBrowser,
}) => {
  const user = await newUser()
  const thief = await signedInElsewhere(user, newBrowser)
  const link = await openNotMeLink(page, user.email)
  await page.goto(link)
  await page.goto(link)
  await expect(page).toHaveURL('/not-me')
  await thief.reload()
  await expectSignedIn(thief)
  await secure(page)
  await expect(page.getByText(SECURED)).toBeVisible()
  await page.goto(link)

  await expect(alertOf(page)).toHaveText('This link is no longer valid. Request a new one.')
  await expect(page.getByRole('button', { name: 'Secure my account' })).toHaveCount(0)
})

test('an invalid link, or one for another purpose, does nothing', async ({ page }) => {
  for (const token of ['', 'x', 'x'.repeat(43), `${'x'.repeat(43)}&token=${'y'.repeat(43)}`]) {
    await page.goto(`/not-me?token=${token}`)
    await expect(page).toHaveURL('/not-me')
    await expect(alertOf(page)).toHaveText('This link is no longer valid. Request a new one.')
  }
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the account is secured', async ({ page, newUser, newBrowser }) => {
    const user = await newUser()
    const thief = await signedInElsewhere(user, newBrowser)
    await openNotMeLink(page, user.email)
    await secure(page)

    await expect(page.getByText(SECURED)).toBeVisible()
    await thief.reload()
    await expect(thief).toHaveURL(/\/sign-in/)
  })
})
