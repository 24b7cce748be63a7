import { DEFAULT_PATH } from '@/lib/domain/site/redirects'
import { alertOf, expectSignedIn, fillSignIn, openNewestLink, toastOf, whenAlive } from './actions'
import { expect, test } from './fixtures'
import { holdAnswers, recordRequests } from './setup/network'
import { cookieName } from '@/lib/domain/site/cookie-names'

const WRONG = 'Invalid email or password.'
const DAY_SECONDS = 86_400

test('a user signs in by email or username', async ({ page, newUser }) => {
  const user = await newUser()
  for (const identifier of [
    user.email,
    user.email.toUpperCase(),
    user.username,
    ` ${user.username.toUpperCase()} `,
  ]) {
    await test.step(identifier, async () => {
      await page.context().clearCookies()
      await page.goto('/sign-in')
      await fillSignIn(page, { identifier, password: user.password })

      await expectSignedIn(page)
      await expect(page.getByRole('main').getByText(`@${user.username}`)).toBeVisible()
    })
  }
})

test('after a right password the session is read once', async ({ page, newUser }) => {
  const user = await newUser()
  await page.goto('/sign-in')
  await whenAlive(page)
  const requests = recordRequests(page)
  await fillSignIn(page, { identifier: user.email, password: user.password })
  await expectSignedIn(page)

  const paths = requests.map((request) => new URL(request.url()).pathname)
  expect(paths.filter((path) => path === '/api/auth/session')).toHaveLength(1)
})

test('a wrong password stays on the page, keeps the email, and clears the password', async ({
  page,
  newUser,
}) => {
  const user = await newUser()
  await page.goto('/sign-in')
  await fillSignIn(page, { identifier: user.email, password: 'not the password' })

  await expect(alertOf(page)).toHaveText(WRONG)
  // The alert is in view.
  await expect(toastOf(page)).toHaveText('')
  await expect(page).toHaveURL('/sign-in')
  await expect(page.getByLabel('Email or username')).toHaveValue(user.email)
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()

  await page.keyboard.type(user.password)
  await page.keyboard.press('Enter')
  await expectSignedIn(page)
})

test('an unknown user gets the same answer as a wrong password', async ({ page, newUser }) => {
  const user = await newUser()
  const seen: string[] = []
  for (const identifier of [user.email, `not-${user.email}`, `not-${user.username}`.slice(0, 30)]) {
    await page.goto('/sign-in')
    await fillSignIn(page, { identifier, password: 'not the password' })
    await expect(alertOf(page)).toHaveText(WRONG)
    seen.push(await page.getByRole('main').ariaSnapshot())
  }

  const [first, ...others] = seen.map((snapshot) =>
    snapshot.replace(/(textbox "Email or username").*/, '$1'),
  )
  expect(others).toEqual([first, first])
})

test('a remembered cookie lasts a month, any other ends with the working day', async ({
  page,
  newUser,
  newBrowser,
}) => {
  const user = await newUser()
  await page.goto('/sign-in')
  await page.getByLabel('Remember me').check()
  await fillSignIn(page, { identifier: user.email, password: user.password })
  await expectSignedIn(page)
  await expect(page.getByText('You asked to be remembered on this device.')).toBeVisible()
  const other = await (await newBrowser()).newPage()
  await other.goto('/sign-in')
  await fillSignIn(other, { identifier: user.email, password: user.password })
  await expectSignedIn(other)

  const [remembered, plain] = await Promise.all(
    [page, other].map(async (one) => {
      const cookies = await one.context().cookies()
      const cookie = cookies.find(({ name }) => name === cookieName('session'))
      return (cookie?.expires ?? 0) - Date.now() / 1000
    }),
  )
  expect(remembered).toBeGreaterThan(29.9 * DAY_SECONDS)
  expect(remembered).toBeLessThanOrEqual(30 * DAY_SECONDS)
  expect(plain).toBeGreaterThan(7.9 * 3600)
  expect(plain).toBeLessThanOrEqual(8 * 3600)
})

test('a disabled account is told so, but only after the right password', async ({
  page,
  newUser,
}) => {
  const user = await newUser({ isDisabled: true })
  await page.goto('/sign-in')
  await fillSignIn(page, { identifier: user.email, password: 'not the password' })
  await expect(alertOf(page)).toHaveText(WRONG)
  await fillSignIn(page, { identifier: user.email, password: user.password })

  const sentence = 'This account is disabled. Contact an administrator.'
  await expect(alertOf(page)).toHaveText(sentence)
  await page.goto(DEFAULT_PATH)
  await expect(page).toHaveURL(/\/sign-in/)
})

test('an unconfirmed account gets a new link, but only after the right password', async ({
  page,
  newUser,
  database,
}) => {
  const user = await newUser({ isVerified: false })
  await page.goto('/sign-in')
  await fillSignIn(page, { identifier: user.email, password: 'not the password' })
  await expect(alertOf(page)).toHaveText(WRONG)
  expect(await database.count('outbox_mails WHERE "to" = $1', [user.email])).toBe(0)

  await fillSignIn(page, { identifier: user.email, password: user.password })
  await expect(alertOf(page)).toHaveText('Confirm your email first. We have sent you a new link.')
  await openNewestLink(page, user.email, 'Confirm email')
  await page.getByLabel('Password', { exact: true }).fill(user.password)
  await page.getByRole('button', { name: 'Confirm email' }).click()

  await expectSignedIn(page)
})

test('the button shows that it is signing in, and pressing it again does nothing', async ({
  page,
  newUser,
  database,
}) => {
  const user = await newUser()
  const posts = await holdAnswers(page, '/api/auth/callback/credentials')
  await page.goto('/sign-in')
  await fillSignIn(page, { identifier: user.email, password: user.password })

  const button = page.getByRole('button', { name: 'Signing in…' })
  await expect(button).toBeVisible()
  await expect(button).toBeFocused()
  await button.dblclick({ force: true })
  await page.getByLabel('Password', { exact: true }).press('Enter')
  posts.letGo()

  await expectSignedIn(page)
  expect(posts.count()).toBe(1)
  expect(await database.count('sessions WHERE "userId" = $1::uuid', [user.id])).toBe(1)
})

test('an empty form is not sent', async ({ page }) => {
  const posts = await holdAnswers(page, '/api/auth/callback/credentials')
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()

  await expect(page.getByLabel('Email or username')).toBeFocused()
  expect(posts.count()).toBe(0)
})

test('passwords can be pasted, and password managers recognize the fields', async ({
  page,
  newUser,
}) => {
  const user = await newUser()
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/sign-in')
  await expect(page.getByLabel('Email or username')).toHaveAttribute(
    'autocomplete',
    'username webauthn',
  )
  const password = page.getByLabel('Password', { exact: true })
  await expect(password).toHaveAttribute('autocomplete', 'current-password')

  await page.getByLabel('Email or username').fill(user.email)
  await page.evaluate((text) => navigator.clipboard.writeText(text), user.password)
  await password.press('ControlOrMeta+V')
  await password.press('Enter')

  await expectSignedIn(page)
})
