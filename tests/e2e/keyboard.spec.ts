import { alertOf, expectSignedIn, fillSignIn, signIn, whenAlive } from './actions'
import { expect, somebody, test, type Page } from './fixtures'
import { plugIn, setPresence } from './setup/passkeys'
import { nextCode, turnOnTwoFactor } from './setup/two-factor'
import { TOO_MANY_ATTEMPTS } from '../setup/sentences'

/** Tabs until something is reached, as somebody without a mouse does. */
async function tabTo(page: Page, role: 'button' | 'link' | 'textbox' | 'checkbox', name: string) {
  const target = page.getByRole(role, { name, exact: true })
  for (let presses = 0; presses < 30; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return target
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach the ${role} "${name}"`)
}

async function expectVisibleFocus(page: Page): Promise<void> {
  const outline = await page.evaluate(() => {
    const style = document.activeElement && getComputedStyle(document.activeElement)
    return style && { style: style.outlineStyle, width: parseFloat(style.outlineWidth) }
  })
  expect(outline?.style).not.toBe('none')
  expect(outline?.width).toBeGreaterThanOrEqual(2)
}

test('one signs in and out with the keyboard alone, always seeing where one is', async ({
  page,
  newUser,
}) => {
  const user = await newUser()
  await page.goto('/sign-up')
  await tabTo(page, 'link', 'Sign in')
  await expectVisibleFocus(page)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await whenAlive(page)

  await tabTo(page, 'textbox', 'Email or username')
  await expectVisibleFocus(page)
  await page.keyboard.type(user.email)
  await tabTo(page, 'textbox', 'Password')
  await expectVisibleFocus(page)
  await page.keyboard.type('not the password')
  await page.keyboard.press('Enter')
  await expect(alertOf(page)).toHaveText('Invalid email or password.')
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  await page.keyboard.type(user.password)
  await tabTo(page, 'checkbox', 'Remember me')
  await expectVisibleFocus(page)
  await page.keyboard.press('Space')
  await expect(page.getByLabel('Remember me')).toBeChecked()
  await tabTo(page, 'button', 'Sign in')
  await expectVisibleFocus(page)
  await page.keyboard.press('Space')
  await expectSignedIn(page)

  await tabTo(page, 'button', 'Sign out')
  await expectVisibleFocus(page)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/sign-in')
})

test('with the keyboard alone one adds a passkey, and takes the second step', async ({
  page,
  newUser,
  database,
}) => {
  const user = await newUser()
  const device = await plugIn(page)
  await signIn(page, user, { then: '/account/passkeys' })
  await tabTo(page, 'button', 'Add a passkey')
  await expectVisibleFocus(page)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Passkey added:')).toBeVisible()
  await tabTo(page, 'textbox', 'Passkey name')
  await tabTo(page, 'button', 'Remove')
  await expectVisibleFocus(page)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()

  const own = await turnOnTwoFactor(page)
  const code = await nextCode(database, user, own)
  await page.context().clearCookies()
  await setPresence(device, false)
  await page.goto('/sign-in')
  await fillSignIn(page, { identifier: user.email, password: user.password })
  await expect(page).toHaveURL('/sign-in/two-factor')
  await whenAlive(page)
  await tabTo(page, 'textbox', 'Authentication code')
  await expectVisibleFocus(page)
  await page.keyboard.type(code)
  for (const [role, name] of [
    ['link', 'Use a recovery code'],
    ['checkbox', 'Trust this browser for 30 days'],
    ['button', 'Use a passkey'],
  ] as const) {
    await tabTo(page, role, name)
    await expectVisibleFocus(page)
  }
  await page.getByLabel('Authentication code').press('Enter')
  await expectSignedIn(page)
})

test('fields come in the order they are read', async ({ page }) => {
  await page.goto('/sign-up')
  const person = somebody()
  await (await tabTo(page, 'textbox', 'Name')).fill(person.name)
  for (const label of ['Username', 'Email', 'Password']) {
    await page.keyboard.press('Tab')
    await expect(page.getByLabel(label, { exact: true })).toBeFocused()
  }
})

test('the password comes right after the name, and the form keeps the focus while it waits', async ({
  page,
  problems,
}) => {
  problems.expect(/Failed to load resource: .*429|^429: |errors\.authjs\.dev/)
  await page.goto('/sign-in')
  await whenAlive(page)
  await page.route('**/api/auth/callback/credentials**', (route) => {
    const url = new URL('/sign-in?error=CredentialsSignin&code=rate_limited', page.url()).href
    return route.fulfill({ status: 429, json: { url }, headers: { 'retry-after': '30' } })
  })
  await page.getByLabel('Email or username').fill('ada')
  await page.keyboard.press('Tab')
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  await page.keyboard.type('not the password')
  const button = await tabTo(page, 'button', 'Sign in')
  await page.keyboard.press('Enter')

  await expect(alertOf(page)).toHaveText(TOO_MANY_ATTEMPTS)
  await expect(button).toBeFocused()
  await expect(button).toHaveAttribute('aria-disabled', 'true')
})

test('the first stop of a page skips to its content', async ({ page, problems }) => {
  problems.expect(/Failed to load resource: .*404/)
  for (const path of ['/', '/sign-in', '/no-such-page']) {
    await page.goto(path)
    await page.keyboard.press('Tab')
    await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
    await expectVisibleFocus(page)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('main')).toBeFocused()
  }
})

test('a toast can be put aside, and the focus is where it was', async ({
  context,
  page,
  newUser,
  problems,
}) => {
  problems.expect(/Failed to load resource|errors\.authjs\.dev/)
  await signIn(page, await newUser())
  await context.setOffline(true)
  await tabTo(page, 'button', 'Sign out')
  await page.keyboard.press('Enter')
  const dismiss = page.getByRole('button', { name: 'Dismiss' })
  await expect(dismiss).toBeVisible()
  const before = await tabTo(page, 'button', 'Dark')
  await page.keyboard.press('Tab')
  await expect(dismiss).toBeFocused()
  await page.keyboard.press('Enter')

  await expect(dismiss).toHaveCount(0)
  await expect(before).toBeFocused()
})

test('at 400 % zoom a toast covers no field one is in', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 256 })
  await page.goto('/sign-up')
  const person = somebody()
  await whenAlive(page)
  await page.getByLabel('Name', { exact: true }).fill(person.name)
  await page.getByLabel('Username').fill(person.username)
  await page.getByLabel('Email').fill(person.email)
  const password = page.getByLabel('Password', { exact: true })
  await password.fill('short')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Dismiss' })).toBeVisible()

  await expect(password).toBeFocused()
  const field = await password.boundingBox()
  const toast = await page.locator('.toast').boundingBox()
  if (!field || !toast) throw new Error('one of them is not there')
  const isApart = toast.y + toast.height <= field.y || toast.y >= field.y + field.height
  expect(isApart, `${JSON.stringify(toast)} over ${JSON.stringify(field)}`).toBe(true)
  expect(field.y).toBeGreaterThanOrEqual(0)
  expect(field.y + field.height).toBeLessThanOrEqual(256)
})
