import { cookieName } from '@/lib/domain/site/cookie-names'
import { alertOf, fillSignIn, expectSignedIn, whenAlive } from './actions'
import { expect, test, type Page, type User } from './fixtures'
import { createLink, createResetLink } from './setup/people'

const NEW_PASSWORD = 'meadow copper lighthouse'

async function setPassword(page: Page, password: string): Promise<void> {
  await whenAlive(page)
  await page.getByLabel('New password').fill(password)
  await page.getByRole('button', { name: 'Set new password' }).click()
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test("two links opened side by side each set their own account's password", async ({
      page,
      context,
      newUser,
      database,
    }) => {
      const [ada, eve] = [await newUser(), await newUser()]
      await page.goto(`/reset-password?token=${await createResetLink(database, ada)}`)
      const other = await context.newPage()
      await other.goto(`/reset-password?token=${await createResetLink(database, eve)}`)

      await expect(page.getByRole('main')).toContainText(ada.email)
      await expect(other.getByRole('main')).toContainText(eve.email)
      // Refused first: the form rendered again must still be about the same account.
      await setPassword(page, 'short')
      await expect(alertOf(page)).toContainText('Use at least')
      await expect(page.getByRole('main')).toContainText(ada.email)
      await setPassword(page, NEW_PASSWORD)
      await expect(page.getByText('Sign in with your new password')).toBeVisible()

      await fillSignIn(page, { identifier: eve.email, password: NEW_PASSWORD })
      await expect(alertOf(page)).toHaveText('Invalid email or password.')
      await fillSignIn(page, { identifier: ada.email, password: NEW_PASSWORD })
      await expectSignedIn(page)
      await setPassword(other, NEW_PASSWORD)
      await expect(other).not.toHaveURL(/reset-password/)
      expect(await passwordsSet(database, eve)).toBe(1)
    })
  })
}

async function passwordsSet(
  database: { count: (from: string, values?: unknown[]) => Promise<number> },
  user: User,
): Promise<number> {
  return database.count(
    `audit_events WHERE action = 'authn_password_reset' AND "targetId" = $1::uuid`,
    [user.id],
  )
}

test('"Secure my account" and "Undo the change" affect the account they name', async ({
  page,
  context,
  newUser,
  database,
}) => {
  const [ada, eve] = [await newUser(), await newUser()]
  await page.goto(`/not-me?token=${await createLink(database, ada, 'NOT_ME')}`)
  const undo = await context.newPage()
  await undo.goto(`/undo-email?token=${await createLink(database, eve, 'UNDO_EMAIL_CHANGE')}`)
  await expect(page.getByRole('main')).toContainText(ada.email)
  await expect(undo.getByRole('main')).toContainText(eve.email)
  await whenAlive(page)
  await page.getByRole('button', { name: 'Secure my account' }).click()
  await expect(page.getByText('Every device was signed out')).toBeVisible()
  await whenAlive(undo)
  await undo.getByRole('button', { name: 'Undo the change' }).click()

  await expect(undo).toHaveURL('/reset-password')
  await expect(undo.getByRole('main')).toContainText(eve.email)
  const withoutPassword = 'users WHERE id = $1::uuid AND "passwordHash" IS NULL'
  expect(await database.count(withoutPassword, [ada.id])).toBe(1)
})

test('the form lives as long as its link and still works ten minutes later', async ({
  page,
  context,
  newUser,
  database,
}) => {
  const user = await newUser()
  await page.goto(`/reset-password?token=${await createResetLink(database, user)}`)
  const cookie = (await context.cookies()).find(({ name }) => name === cookieName('link'))
  const secondsLeft = (cookie?.expires ?? 0) - Date.now() / 1000
  expect(secondsLeft).toBeGreaterThan(1700)
  // Even without the cookie, the form has its link.
  await whenAlive(page)
  await context.clearCookies()
  await setPassword(page, NEW_PASSWORD)
  await expect(page.getByText('Sign in with your new password')).toBeVisible()
})

test('a password manager finds the account of the password', async ({
  page,
  newUser,
  database,
}) => {
  const user = await newUser()
  await page.goto(`/reset-password?token=${await createResetLink(database, user)}`)
  const username = page.locator('form input[autocomplete=username]')
  await expect(username).toBeHidden()
  await expect(username).toHaveValue(user.username)
})
