import { DEFAULT_PATH } from '@/lib/domain/site/redirects'
import { expectSignedIn, fillSignIn, openConfirmDialog, signIn, whenAlive } from './actions'
import { expect, test, type Page } from './fixtures'
import { expectNothingDone } from './setup/held-keys'
import { newestMailTo } from './setup/mails'
import { confirmPassword, forgetProof, giveRole } from './setup/sessions'

const pathOf = (user: { id: string }) => `/admin/users/${user.id}`
const action = (page: Page, button: string) => page.getByRole('region', { name: button })
const done = (page: Page) => page.getByRole('main').getByRole('status').first()

/** Presses a button on a user's page and confirms. */
async function confirm(page: Page, button: string): Promise<void> {
  await whenAlive(page)
  const part = action(page, button)
  await part.getByRole('button', { name: button }).click()
  await expect(part.getByRole('link', { name: 'Cancel' })).toBeVisible()
  await part.getByRole('button', { name: button }).click()
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('an account is disabled and enabled, and loses access immediately', async ({
      page,
      newUser,
      newBrowser,
      problems,
    }) => {
      problems.expect(/401|403/)
      const user = await newUser()
      const elsewhere = await (await newBrowser()).newPage()
      await signIn(elsewhere, user)
      await signIn(page, await newUser({ role: 'ADMIN' }), { then: pathOf(user) })
      await whenAlive(page)
      const part = action(page, 'Disable account')
      await part.getByLabel('Until').fill('2001-01-01T10:00')
      await part.getByRole('button').click()
      await expect(part.getByLabel('Reason')).toHaveAccessibleDescription(/Enter a reason/)
      await part.getByLabel('Reason').fill('Lent to a colleague')
      await part.getByRole('button').click()
      await expect(part.getByLabel('Until')).toHaveAccessibleDescription(/time in the future/)
      await expect(part.getByLabel('Reason')).toHaveValue('Lent to a colleague')
      await part.getByLabel('Until').fill('2999-01-01T10:00')
      await confirm(page, 'Disable account')

      await expect(done(page)).toContainText('This account is disabled')
      const account = page.getByRole('region', { name: 'Account', exact: true })
      await expect(account).toContainText('Lent to a colleague')
      await expect(account).toContainText('1 Jan 2999')
      await elsewhere.goto(DEFAULT_PATH)
      await expect(elsewhere).toHaveURL(/\/sign-in/)
      await fillSignIn(elsewhere, { identifier: user.email, password: user.password })
      await expect(elsewhere.getByRole('main').getByRole('alert')).toHaveText(
        'This account is disabled. Contact an administrator.',
      )

      await confirm(page, 'Enable account')
      await expect(done(page)).toHaveText('This account is enabled.')
      await fillSignIn(elsewhere, { identifier: user.email, password: user.password })
      await expectSignedIn(elsewhere)
    })
  })
}

test('a user becomes an administrator and stops being one, in a session open elsewhere', async ({
  page,
  newUser,
  newBrowser,
  problems,
}) => {
  problems.expect(/404/)
  const user = await newUser()
  const elsewhere = await (await newBrowser()).newPage()
  await signIn(elsewhere, user)
  const users = elsewhere.getByRole('navigation', { name: 'Main' }).getByText('Users')
  await expect(users).toHaveCount(0)
  await signIn(page, await newUser({ role: 'ADMIN' }), { then: pathOf(user) })

  await confirm(page, 'Make admin')
  await expect(done(page)).toHaveText('This account is now an administrator.')
  await elsewhere.goto(DEFAULT_PATH)
  await users.click()
  await expect(elsewhere.getByRole('heading', { name: 'Users' })).toBeVisible()

  await confirm(page, 'Remove admin')
  await expect(done(page)).toHaveText('This account is no longer an administrator.')
  const answer = await elsewhere.goto('/admin/users')
  expect(answer?.status()).toBe(404)
})

test('a user is deleted and notified by mail', async ({
  page,
  newUser,
  newBrowser,
  database,
  problems,
}) => {
  problems.expect(/404/)
  const user = await newUser()
  const elsewhere = await (await newBrowser()).newPage()
  await signIn(elsewhere, user)
  await signIn(page, await newUser({ role: 'ADMIN' }), { then: pathOf(user) })

  const dialog = await openConfirmDialog(page, 'Delete user')
  await dialog.getByLabel(/^Enter the username/).fill('somebody-else')
  await dialog.getByRole('button', { name: 'Delete user' }).click()
  await expect(dialog.getByLabel(/^Enter the username/)).toHaveAccessibleDescription(
    `Enter ${user.username}.`,
  )
  await dialog.getByLabel(/^Enter the username/).fill(`@${user.username}`)
  await dialog.getByRole('button', { name: 'Delete user' }).click()

  await expect(page).toHaveURL('/admin/users?done=deleted')
  await expect(page.getByText('The account was deleted')).toBeVisible()
  expect((await page.goto(pathOf(user)))?.status()).toBe(404)
  await elsewhere.goto(DEFAULT_PATH)
  await expect(elsewhere).toHaveURL(/\/sign-in/)
  expect(await database.count('users WHERE id = $1::uuid', [user.id])).toBe(0)
  expect((await newestMailTo(page, user.email)).text).toContain('account was deleted')
})

test('links are mailed, and devices are signed out', async ({ page, newUser, newBrowser }) => {
  const user = await newUser({ isVerified: false })
  await signIn(page, await newUser({ role: 'ADMIN' }), { then: pathOf(user) })
  await confirm(page, 'Resend verification')
  await expect(done(page)).toContainText('A new confirmation link')
  expect((await newestMailTo(page, user.email)).links).toHaveProperty(['Confirm email'])

  const confirmed = await newUser()
  const elsewhere = await (await newBrowser()).newPage()
  await signIn(elsewhere, confirmed)
  await page.goto(pathOf(confirmed))
  await expect(page.getByRole('region', { name: 'Resend verification' })).toHaveCount(0)
  await confirm(page, 'Send reset link')
  await expect(done(page)).toContainText('A reset link')
  await confirm(page, 'Sign out all devices')
  await expect(done(page)).toContainText('Every device')
  await expect(page.getByRole('region', { name: 'Devices', exact: true })).toContainText(
    'No active sessions',
  )
  await elsewhere.goto(DEFAULT_PATH)
  await expect(elsewhere).toHaveURL(/\/sign-in/)
  expect((await newestMailTo(page, confirmed.email)).links).toHaveProperty(['Reset password'])
})

test('neither a held key nor a second press deletes a user', async ({
  page,
  newUser,
  database,
}) => {
  const user = await newUser()
  await signIn(page, await newUser({ role: 'ADMIN' }), { then: pathOf(user) })
  await expectNothingDone(page, 'Delete user', user)

  expect(await database.count('users WHERE id = $1::uuid', [user.id])).toBe(1)
})

test('cancelling a confirmation changes nothing', async ({ page, newUser, database }) => {
  const user = await newUser()
  await signIn(page, await newUser({ role: 'ADMIN' }), { then: pathOf(user) })
  await whenAlive(page)
  await page.getByLabel('Reason').fill('No reason')
  // Held down: the repeats must not confirm.
  for (let repeat = 0; repeat < 30; repeat += 1) await page.keyboard.down('Enter')
  await expect(page.getByRole('link', { name: 'Cancel' })).toBeVisible()
  for (let repeat = 0; repeat < 30; repeat += 1) await page.keyboard.down('Enter')
  await page.keyboard.up('Enter')
  await page.getByRole('link', { name: 'Cancel' }).click()

  await expect(page.getByRole('link', { name: 'Cancel' })).toHaveCount(0)
  const enabled = 'users WHERE id = $1::uuid AND "disabledAt" IS NULL'
  expect(await database.count(enabled, [user.id])).toBe(1)
})

test('an old proof asks for the password first, and what was typed is restored', async ({
  page,
  newUser,
  database,
}) => {
  const [admin, user] = [await newUser({ role: 'ADMIN' }), await newUser()]
  await signIn(page, admin, { then: pathOf(user) })
  await whenAlive(page)
  await forgetProof(database, admin, page)
  await page.getByLabel('Reason').fill('Asked to be')
  await page.getByRole('button', { name: 'Disable account' }).click()
  await expect(page).toHaveURL(/\/confirm-password/)
  await confirmPassword(page, admin.password)

  await expect(page).toHaveURL(pathOf(user))
  await expect(page.getByLabel('Reason')).toHaveValue('Asked to be')
  expect(
    await database.count(`users WHERE id = $1::uuid AND "disabledAt" IS NULL`, [user.id]),
  ).toBe(1)
})

test('with an old proof no account is changed and the audit log is not exported', async ({
  page,
  newUser,
  database,
}) => {
  const [admin, user] = [await newUser({ role: 'ADMIN' }), await newUser()]
  await signIn(page, admin, { then: pathOf(user) })
  for (const button of ['Sign out all devices', 'Send reset link']) {
    await page.goto(pathOf(user))
    await whenAlive(page)
    await forgetProof(database, admin, page)
    await page.getByRole('button', { name: button }).click()
    await expect(page, button).toHaveURL(/\/confirm-password/)
  }
  await page.goto('/admin/audit')
  await page.getByRole('button', { name: 'Export CSV' }).click()
  await expect(page).toHaveURL(/\/confirm-password/)
  await confirmPassword(page, admin.password)
  await expect(page).toHaveURL('/admin/audit')
  expect(await database.count(`outbox_mails WHERE "to" = $1`, [user.email])).toBe(0)
})

test('a former administrator changes nothing with a page that is still open', async ({
  page,
  newUser,
  database,
  problems,
}) => {
  problems.expect(/404/)
  const [admin, user] = [await newUser({ role: 'ADMIN' }), await newUser()]
  await signIn(page, admin, { then: pathOf(user) })
  const dialog = await openConfirmDialog(page, 'Delete user')
  await dialog.getByLabel(/^Enter the username/).fill(user.username)
  await giveRole('USER', { page, database, user: admin })
  await dialog.getByRole('button', { name: 'Delete user' }).click()

  await expect(
    page.getByRole('heading', { name: /not found|no such page|not here/i }),
  ).toBeVisible()
  expect(await database.count('users WHERE id = $1::uuid', [user.id])).toBe(1)
})
