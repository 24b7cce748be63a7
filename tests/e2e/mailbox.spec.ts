import { confirmEmail, expectSignedIn, fillSignUp, signIn } from './actions'
import { expect, somebody, test } from './fixtures'
import { mailboxRow } from './mailbox'

test('a sign-up links to the mailbox, and its mail links back', async ({ page }) => {
  const person = somebody()
  await page.goto('/sign-up')
  await fillSignUp(page, person)
  await page.getByRole('link', { name: 'Open the mailbox' }).click()

  await mailboxRow(page, person.email).getByRole('link').first().click()
  await expect(page.getByRole('main')).toContainText(person.email)
  await mailboxRow(page, person.email).getByRole('link', { name: 'Confirm email' }).click()
  await expect(page).toHaveURL('/verify-email')
  await confirmEmail(page, person.password)
  await expectSignedIn(page)
})

test('pages that announce a mail link to the mailbox', async ({ page }) => {
  for (const path of ['/forgot-password', '/resend-verification']) {
    await page.goto(path)
    await page.getByRole('link', { name: 'Open the mailbox' }).click()
    await expect(page.getByRole('heading', { name: 'Mailbox' })).toBeVisible()
  }
})

test('a sign-out also moves an open mailbox', async ({ page, context, newUser }) => {
  const user = await newUser()
  await signIn(page, user)
  const tab = await context.newPage()
  await tab.goto('/mailbox')
  await expect(tab.getByRole('banner')).toContainText(user.name)
  await page.getByRole('button', { name: 'Sign out' }).click()

  await expect(tab).toHaveURL('/sign-in')
  await expect(tab.getByText(user.name)).toHaveCount(0)
})
