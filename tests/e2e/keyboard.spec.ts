import { alertOf, expectSignedIn, whenAlive } from './actions'
import { expect, somebody, test, type Page } from './fixtures'

/** Presses Tab until an element is focused, as a keyboard user does. */
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

test('a user signs in and out by keyboard alone, with the focus always visible', async ({
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

test('fields are focused in reading order', async ({ page }) => {
  await page.goto('/sign-up')
  const person = somebody()
  await (await tabTo(page, 'textbox', 'Name')).fill(person.name)
  for (const label of ['Username', 'Email', 'Password']) {
    await page.keyboard.press('Tab')
    await expect(page.getByLabel(label, { exact: true })).toBeFocused()
  }
})

test('a toast can be dismissed', async ({ page, newUser }) => {
  const user = await newUser()
  await page.goto('/sign-in')
  await whenAlive(page)
  await page.getByLabel('Email or username').fill(user.email)
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.keyboard.press('Enter')
  const dismiss = page.getByRole('button', { name: 'Dismiss' })
  await expect(dismiss).toBeVisible()
  await tabTo(page, 'button', 'Dismiss')
  await page.keyboard.press('Enter')

  await expect(dismiss).toHaveCount(0)
  await expect(alertOf(page)).toHaveText('Invalid email or password.')
})
