import { alertOf, expectSignedIn, fillSignIn, signIn, whenAlive } from './actions'
import { expect, test, type Page } from './fixtures'
import {
  addPasskey,
  credentialsOf,
  leavePromptOpen,
  NEEDS_SCRIPT,
  plugIn,
  setPresence,
} from './setup/passkeys'
import { forgetProof } from './setup/sessions'
import { turnOnTwoFactor } from './setup/two-factor'

async function signOut(page: Page): Promise<void> {
  await whenAlive(page)
  await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/sign-in')
}

test('one adds a passkey, renames it, signs in with it, and removes it', async ({
  page,
  newUser,
}) => {
  const user = await newUser()
  const device = await plugIn(page)
  await signIn(page, user)
  await addPasskey(page)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(alertOf(page).first()).toHaveText(
    'This device already has a passkey for your account.',
  )
  await page.getByLabel('Passkey name').fill('Blue key')
  await page.getByRole('button', { name: 'Rename' }).click()
  await expect(page.getByText('Passkey renamed.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Blue key' })).toBeVisible()
  await setPresence(device, false)
  await signOut(page)

  await page.goto('/sign-in?callbackUrl=%2Faccount%3Fa%3Db')
  await whenAlive(page)
  await setPresence(device, true)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expectSignedIn(page, '/account?a=b')
  await page.goto('/dashboard')
  await expect(page.getByText('Passkey', { exact: true })).toBeVisible()

  await page.goto('/account/passkeys')
  await whenAlive(page)
  await expect(page.getByText('last used')).toBeVisible()
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('Remove this passkey?')).toBeVisible()
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('Passkey removed. Every other device was signed out.')).toBeVisible()
  // The device is told to forget it.
  await expect.poll(() => credentialsOf(device)).toEqual([])
})

test('one that is not known any more is refused, and forgotten by the device', async ({
  page,
  newUser,
  database,
}) => {
  const user = await newUser()
  const device = await plugIn(page)
  await signIn(page, user)
  await addPasskey(page)
  await database.rows('DELETE FROM passkeys WHERE "userId" = $1::uuid', [user.id])
  await setPresence(device, false)
  await signOut(page)
  await whenAlive(page)
  await setPresence(device, true)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(alertOf(page)).toHaveText('That passkey is not known here. Use your password.')
  await expect.poll(() => credentialsOf(device)).toEqual([])
})

test('password managers find where passwords and passkeys are', async ({ request }) => {
  const change = await request.get('/.well-known/change-password', { maxRedirects: 0 })
  expect([change.status(), change.headers().location]).toEqual([302, '/account/security'])
  const endpoints = (await (await request.get('/.well-known/passkey-endpoints')).json()) as object
  expect(Object.values(endpoints)).toEqual([
    expect.stringMatching(/^http.*\/account\/passkeys$/),
    expect.stringMatching(/^http.*\/account\/passkeys$/),
  ])
})

test('the browser offers it among what it fills in', async ({ page, newUser }) => {
  const user = await newUser()
  const device = await plugIn(page)
  await signIn(page, user)
  await addPasskey(page)
  expect(await credentialsOf(device)).toHaveLength(1)
  await page.context().clearCookies()
  // Chromium's virtual device chooses at once.
  await page.goto('/sign-in')
  await expectSignedIn(page)
})

test('it is the second step, and a recent proof', async ({ page, newUser, database }) => {
  const user = await newUser()
  const device = await plugIn(page)
  await signIn(page, user)
  await addPasskey(page)
  await turnOnTwoFactor(page)
  await page.goto('/account')
  await forgetProof(database, user, page)
  await page.goto('/account/passkeys')
  await expect(page.getByRole('heading', { name: 'Confirm your password' })).toBeVisible()
  await whenAlive(page)
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page).toHaveURL('/account/passkeys')

  await setPresence(device, false)
  await page.context().clearCookies()
  await page.goto('/sign-in')
  await fillSignIn(page, { identifier: user.email, password: user.password })
  await expect(page).toHaveURL('/sign-in/two-factor')
  await setPresence(device, true)
  await whenAlive(page)
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await expectSignedIn(page)
  await expect(page.getByText('Password and passkey')).toBeVisible()
})

test('a prompt that hangs never holds the password back', async ({ page, newUser }) => {
  const user = await newUser()
  await leavePromptOpen(page)
  await fillSignIn(page, { identifier: user.email, password: user.password })
  await expectSignedIn(page)
})

test('a device that does not verify its owner adds nothing', async ({ page, newUser }) => {
  await plugIn(page, { isVerified: false })
  await signIn(page, await newUser(), { then: '/account/passkeys' })
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(page.getByText('No passkey was added. You can try again.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'No passkeys' })).toBeVisible()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('pages say that a passkey needs it', async ({ page, newUser }) => {
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await expect(alertOf(page)).toHaveText(NEEDS_SCRIPT)
    await signIn(page, await newUser(), { then: '/account/passkeys' })
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await expect(alertOf(page)).toHaveText(
      'Adding a passkey needs JavaScript. Turn it on, then reload.',
    )
  })
})

test.describe('where administrators must have two-factor', () => {
  test.use({ server: 'no-verification' })

  test('a passkey satisfies it', async ({ page, newUser }) => {
    await plugIn(page)
    await signIn(page, await newUser({ role: 'ADMIN' }), { then: '/admin/users' })
    await expect(page).toHaveURL('/account/two-factor?callbackUrl=%2Fadmin%2Fusers')
    await page.getByRole('link', { name: 'add a passkey' }).click()
    await whenAlive(page)
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await expect(page.getByText('Passkey added:')).toBeVisible()
    await page.getByRole('link', { name: 'Continue' }).click()
    await expect(page).toHaveURL('/admin/users')
    await expect(page.getByRole('heading', { name: 'Users' })).toBeVisible()
  })
})
