import { alertOf, expectSignedIn, signIn, whenAlive } from './actions'
import { expect, test } from './fixtures'
import { confirmPassword, forgetProof } from './setup/sessions'
import { cookieName } from '@/lib/domain/site/cookie-names'
import { TOO_MANY_ATTEMPTS } from '../setup/sentences'

test('a user who has just signed in is not asked again', async ({ page, newUser }) => {
  await signIn(page, await newUser())
  await page.goto('/confirm-password?callbackUrl=%2Faccount')
  await expect(page).toHaveURL('/account')
})

test('a wrong password says so and stays, the right one continues', async ({
  page,
  newUser,
  database,
}) => {
  const user = await newUser()
  await signIn(page, user)
  await forgetProof(database, user, page)
  await page.goto('/confirm-password?callbackUrl=%2Faccount%3Fa%3Db')
  await confirmPassword(page, 'not the password')
  await expect(alertOf(page)).toHaveText('That password is not right.')
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
  expect(new URL(page.url()).pathname).toBe('/confirm-password')
  await confirmPassword(page, '')
  await expect(alertOf(page)).toHaveText('Check the highlighted fields and try again.')

  await confirmPassword(page, user.password)
  await expect(page).toHaveURL('/account?a=b')
})

test('the return path stays on this site', async ({ page, newUser, database }) => {
  const user = await newUser()
  await signIn(page, user)
  for (const elsewhere of ['https://evil.example/', '//evil.example', '/\\evil.example']) {
    await forgetProof(database, user, page)
    await page.goto(`/confirm-password?callbackUrl=${encodeURIComponent(elsewhere)}`)
    await confirmPassword(page, user.password)
    await expectSignedIn(page)
  }
})

test('guesses lock it as they lock the sign-in', async ({ page, newUser, database, problems }) => {
  problems.expect(/429/)
  const user = await newUser()
  await signIn(page, user)
  await forgetProof(database, user, page)
  await page.goto('/confirm-password')
  for (let guess = 1; guess <= 5; guess += 1) {
    await confirmPassword(page, `guess number ${guess}`)
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
  }
  await confirmPassword(page, user.password)

  await expect(alertOf(page)).toHaveText(TOO_MANY_ATTEMPTS)
  await expect(page.getByRole('button', { name: 'Confirm' })).toBeDisabled()
})

test('what was typed is restored only in its own session, and unchanged', async ({
  page,
  newUser,
  newBrowser,
  database,
}) => {
  const user = await newUser()
  await signIn(page, user, { then: '/account/security' })
  await forgetProof(database, user, page)
  await whenAlive(page)
  await page.getByLabel('New email').fill('ada@example.org')
  await page.getByRole('button', { name: 'Change email' }).click()
  await expect(page).toHaveURL(/\/confirm-password/)
  const draft = (await page.context().cookies()).find(({ name }) => name === cookieName('draft'))
  if (!draft) throw new Error('nothing was kept')
  expect(draft).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
  expect(draft.value).not.toContain('ada')

  const elsewhere = await newBrowser()
  const other = await elsewhere.newPage()
  await signIn(other, await newUser())
  await elsewhere.addCookies([draft])
  await other.goto('/account/security')
  await expect(other.getByLabel('New email')).toHaveValue('')
  const altered = `${draft.value.slice(0, -2)}${draft.value.endsWith('AA') ? 'BB' : 'AA'}`
  for (const value of [altered, 'x', '%', '{}', 'x'.repeat(3000)]) {
    await page.context().addCookies([{ ...draft, value }])
    await page.goto('/account/security')
    await expect(page.getByLabel('New email')).toHaveValue('')
  }
  await page.context().addCookies([draft])
  await page.goto('/account/security')
  await expect(page.getByLabel('New email')).toHaveValue('ada@example.org')
})

test('only a signed-in user is asked', async ({ page }) => {
  await page.goto('/confirm-password?callbackUrl=%2Faccount')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the prompt asks, refuses and continues as with JavaScript', async ({
    page,
    newUser,
    database,
  }) => {
    const user = await newUser()
    await signIn(page, user)
    await forgetProof(database, user, page)
    await page.goto('/confirm-password?callbackUrl=%2Faccount')
    await confirmPassword(page, 'not the password')
    await expect(alertOf(page)).toHaveText('That password is not right.')

    await confirmPassword(page, user.password)
    await expect(page).toHaveURL('/account')
  })
})
