import { PASSWORD_MIN } from '@/lib/domain/passwords/password-policy'
import { alertOf, expectSignedIn, fillSignIn, openMailedLink, signIn } from './actions'
import { expect, somebody, test, type Page } from './fixtures'
import { newestMailTo } from './setup/mails'

const NEW_PASSWORD = 'meadow copper lighthouse'

async function askForReset(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Forgot password?' }).click()
  await page.getByLabel('Email').fill(email)
  await page.getByRole('button', { name: 'Send reset link' }).click()
  await expect(page.getByRole('main').getByRole('status')).toHaveText(
    'If that address has an account, we have sent a link.',
  )
}

async function setPassword(page: Page, password: string): Promise<void> {
  await page.getByLabel('New password').fill(password)
  await page.getByRole('button', { name: 'Set new password' }).click()
}

test('a forgotten password is replaced with a mailed link, and every device is signed out', async ({
  page,
  newUser,
  newBrowser,
}) => {
  const user = await newUser()
  const elsewhere = await (await newBrowser()).newPage()
  await signIn(elsewhere, user)
  await askForReset(page, user.email)
  await openMailedLink(page, user.email, 'Reset password')
  await expect(page).toHaveURL('/reset-password')
  await setPassword(page, NEW_PASSWORD)

  await expect(page).toHaveURL(/\/sign-in/)
  await expect(page.getByText('Sign in with your new password')).toBeVisible()
  await elsewhere.reload()
  await expect(elsewhere).toHaveURL(/\/sign-in/)
  await fillSignIn(page, { identifier: user.email, password: user.password })
  await expect(alertOf(page)).toHaveText('Invalid email or password.')
  await fillSignIn(page, { identifier: user.email, password: NEW_PASSWORD })
  await expectSignedIn(page)
  await newestMailTo(page, user.email, 'password was changed')
})

test('only the newest link works, and only once', async ({ page, newUser }) => {
  const user = await newUser()
  await askForReset(page, user.email)
  const first = await openMailedLink(page, user.email, 'Reset password')
  await askForReset(page, user.email)
  const second = await openMailedLink(page, user.email, 'Reset password')

  await page.goto(first)
  await expect(alertOf(page)).toHaveText('This link is no longer valid. Request a new one.')
  await page.goto(second)
  await setPassword(page, NEW_PASSWORD)
  await expect(page.getByText('Sign in with your new password')).toBeVisible()
  await page.goto(second)
  await expect(alertOf(page)).toHaveText('This link is no longer valid. Request a new one.')
})

test('a refused password keeps the link valid', async ({ page, newUser }) => {
  const user = await newUser()
  await askForReset(page, user.email)
  await openMailedLink(page, user.email, 'Reset password')

  await setPassword(page, 'too short')
  await expect(alertOf(page)).toHaveText(`Use at least ${PASSWORD_MIN} characters.`)
  await setPassword(page, `${user.username} is my name`)
  await expect(alertOf(page)).toHaveText(
    'Your password must not contain your name, username or email.',
  )
  await setPassword(page, NEW_PASSWORD)

  await expect(page.getByText('Sign in with your new password')).toBeVisible()
})

test('an email without an account gets the same answer and no mail', async ({ page, database }) => {
  const nobody = somebody()
  await askForReset(page, nobody.email)

  expect(await database.count('outbox_mails WHERE "to" = $1', [nobody.email])).toBe(0)
})
