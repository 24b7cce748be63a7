import { USERNAME_RULE } from '@/lib/domain/accounts/identifiers'
import { PASSWORD_LINK_SENT } from '@/lib/domain/site/notices'
import { DEFAULT_PATH, signInPath } from '@/lib/domain/site/redirects'
import { alertOf, expectSignedIn, fillSignIn, fillSignUp, signIn, openNewestLink } from './actions'
import { expect, somebody, test, type Page, type User } from './fixtures'
import { newestMailTo } from './setup/mails'

test.use({ javaScriptEnabled: false })

test('a user signs in and out', async ({ page, newUser }) => {
  const user = await newUser()
  await page.goto(DEFAULT_PATH)
  await fillSignIn(page, { identifier: user.username, password: user.password })
  await expectSignedIn(page)
  await expect(page.getByRole('main').getByText(`@${user.username}`)).toBeVisible()

  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/sign-in')
  await page.goto(DEFAULT_PATH)
  await expect(page).toHaveURL(signInPath(DEFAULT_PATH))
})

test('a wrong password keeps the typed email and the callback URL', async ({ page, newUser }) => {
  const user = await newUser()
  await page.goto('/sign-in?callbackUrl=%2Fdashboard%3Ftab%3Dtwo')
  await page.getByLabel('Remember me').check()
  await fillSignIn(page, { identifier: user.email, password: 'not the password' })

  await expect(alertOf(page)).toHaveText('Invalid email or password.')
  await expect(page.getByLabel('Email or username')).toHaveValue(user.email)
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
  await expect(page.getByLabel('Remember me')).toBeChecked()
  expect(page.url()).not.toContain('password')

  await fillSignIn(page, { identifier: user.email, password: user.password })
  await expect(page).toHaveURL('/dashboard?tab=two')
})

test('a visitor signs up, confirms, and is signed in', async ({ page }) => {
  const person = somebody()
  await page.goto('/sign-up')
  await fillSignUp(page, person)
  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible()

  await openNewestLink(page, person.email, 'Confirm email')
  await page.getByLabel('Password', { exact: true }).fill('not what they chose')
  await page.getByRole('button', { name: 'Confirm email' }).click()
  await expect(alertOf(page)).toHaveText('That password is not right.')
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Confirm email' }).click()
  await expectSignedIn(page)
})

test('a refused sign-up shows the reason at the field and keeps what was typed', async ({
  page,
}) => {
  const person = { ...somebody(), username: 'no spaces please', password: 'short' }
  await page.goto('/sign-up')
  await fillSignUp(page, person)

  await expect(alertOf(page)).toHaveText('Check the highlighted fields and try again.')
  await expect(page.getByLabel('Username')).toHaveAccessibleDescription(
    new RegExp(`Use ${USERNAME_RULE}`),
  )
  await expect(page.getByLabel('Username')).toHaveValue(person.username)
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(person.name)
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
})

test('a forgotten password is replaced', async ({ page, newUser }) => {
  const user = await newUser()
  await page.goto('/forgot-password')
  await page.getByLabel('Email').fill(user.email)
  await page.getByRole('button', { name: 'Send reset link' }).click()
  await expect(page.getByText('If that address has an account')).toBeVisible()
  await setMailedPassword(page, user)
})

test('an account without a password gets its first one', async ({ page, newUser, database }) => {
  const user = await newUser()
  await signIn(page, user)
  await database.rows(`UPDATE users SET "passwordHash" = NULL WHERE id = $1::uuid`, [user.id])
  await page.goto('/account/data')
  await page.getByRole('button', { name: 'Send password link' }).click()
  await expect(page.getByText(PASSWORD_LINK_SENT)).toBeVisible()
  await setMailedPassword(page, user)
})

/** Sets a password by the newest link, and signs in with it. */
async function setMailedPassword(page: Page, { email }: User): Promise<void> {
  await openNewestLink(page, email, 'Reset password')
  await page.getByLabel('New password').fill('meadow copper lighthouse')
  await page.getByRole('button', { name: 'Set new password' }).click()

  await expect(page.getByText('Sign in with your new password.')).toBeVisible()
  await fillSignIn(page, { identifier: email, password: 'meadow copper lighthouse' })
  await expectSignedIn(page)
}

test('a new link can be requested', async ({ page, newUser }) => {
  const user = await newUser({ isVerified: false })
  await page.goto('/resend-verification')
  await page.getByLabel('Email').fill(user.email)
  await page.getByRole('button', { name: 'Send a new link' }).click()

  await expect(page.getByText('If that address has an account')).toBeVisible()
  expect((await newestMailTo(page, user.email)).links).toHaveProperty(['Confirm email'])
})

test('the theme is switched, signed out and signed in', async ({ page, newUser }) => {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Dark' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page).toHaveURL('/sign-in')

  await signIn(page, await newUser())
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.getByRole('button', { name: 'System' }).click()
  await expect(page.locator('html')).not.toHaveAttribute('data-theme')
})

test('every signed-in page signs out', async ({ page, newUser }) => {
  const user = await newUser()
  for (const path of [
    '/', // optional part: landing
    '/dashboard',
    '/account',
    '/account/activity',
    '/account/security',
    '/account/sessions',
    '/account/data',
    '/mailbox', // optional part: mailbox
  ]) {
    await signIn(page, user, { then: path })
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await expect(page).toHaveURL('/sign-in')
    expect(await (await page.request.get('/api/auth/session')).json()).toBeNull()
  }
})
