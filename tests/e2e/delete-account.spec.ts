import { DEFAULT_PATH } from '@/lib/domain/site/redirects'
import { alertOf, deleteAccount, fillSignIn, fillSignUp, signIn } from './actions'
import { expect, test } from './fixtures'
import { cookieName } from '@/lib/domain/site/cookie-names'
import { product } from '@/lib/product'
import { newestMailTo } from './setup/mails'
import { TOO_MANY_ATTEMPTS } from '../setup/sentences'

test('an account is deleted on every device, and its email is free again', async ({
  page,
  newUser,
  newBrowser,
  database,
}) => {
  const user = await newUser()
  const elsewhere = await (await newBrowser()).newPage()
  await signIn(elsewhere, user)
  await signIn(page, user)
  await page.getByRole('link', { name: 'Account', exact: true }).click()
  await page.getByRole('link', { name: 'Your data' }).click()
  await page.evaluate(() => Object.assign(window, { isOldDocument: true }))
  await deleteAccount(page, user)

  await expect(page.getByText('Your account and its personal data were deleted')).toBeVisible()
  expect(await page.evaluate(() => 'isOldDocument' in window)).toBe(false)
  expect((await page.context().cookies()).map(({ name }) => name)).not.toContain(
    cookieName('session'),
  )
  await elsewhere.reload()
  await expect(elsewhere).toHaveURL(/\/sign-in/)
  await fillSignIn(page, { identifier: user.email, password: user.password })
  await expect(alertOf(page)).toHaveText('Invalid email or password.')
  expect((await newestMailTo(page, user.email)).text).toContain(
    `Your ${product.name} account was deleted`,
  )
  expect(await database.count('users WHERE id = $1::uuid', [user.id])).toBe(0)
  expect(await database.count('audit_origins WHERE "personId" = $1::uuid', [user.id])).toBe(0)

  await page.goto('/sign-up')
  await fillSignUp(page, user)
  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible()
  expect((await newestMailTo(page, user.email)).text).toContain('Confirm')
})

test('a wrong or missing password deletes nothing, however recent the last proof', async ({
  page,
  newUser,
  database,
}) => {
  const user = await newUser()
  await signIn(page, user, { then: '/account/data' })
  await deleteAccount(page, { ...user, password: 'not the password' })
  await expect(alertOf(page)).toHaveText('That password is not right.')
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
  await deleteAccount(page, { ...user, password: '' })
  await expect(alertOf(page)).toHaveText('Check the highlighted fields and try again.')
  await deleteAccount(page, { ...user, username: 'somebody-else' })
  await expect(page.getByLabel(/^Enter the username/)).toHaveAccessibleDescription(
    `Enter ${user.username}.`,
  )

  expect(await database.count('users WHERE id = $1::uuid', [user.id])).toBe(1)
  await deleteAccount(page, user)
  await expect(page.getByText('Your account and its personal data were deleted')).toBeVisible()
})

test('guesses are limited like sign-in attempts', async ({ page, newUser, database }) => {
  const user = await newUser()
  await signIn(page, user, { then: '/account/data' })
  for (let guess = 1; guess <= 5; guess += 1) {
    await deleteAccount(page, { ...user, password: `guess number ${guess}` })
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
  }
  await deleteAccount(page, user)

  await expect(alertOf(page)).toHaveText(TOO_MANY_ATTEMPTS)
  expect(await database.count('users WHERE id = $1::uuid', [user.id])).toBe(1)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a wrong password is refused, the right one deletes', async ({ page, newUser }) => {
    const user = await newUser()
    await signIn(page, user, { then: '/account/data' })
    await deleteAccount(page, { ...user, password: 'not the password' })
    await expect(alertOf(page)).toHaveText('That password is not right.')
    await deleteAccount(page, user)

    await expect(page.getByText('Your account and its personal data were deleted')).toBeVisible()
    await page.goto(DEFAULT_PATH)
    await expect(page).toHaveURL(/\/sign-in/)
  })
})
