import { PASSWORD_MIN } from '@/lib/domain/passwords/password-policy'
import { expectSignedIn, fillSignIn, signIn, whenAlive } from './actions'
import { expect, test, type Page } from './fixtures'
import { product } from '@/lib/product'
import { newestMailTo } from './setup/mails'
import { TOO_MANY_ATTEMPTS } from '../setup/sentences'

const NEW_PASSWORD = 'meadow copper lighthouse'

const card = (page: Page) => page.getByRole('region', { name: 'Password' })

async function changePassword(page: Page, current: string, next: string): Promise<void> {
  await whenAlive(page)
  await page.getByLabel('Current password').fill(current)
  await page.getByLabel('New password').fill(next)
  await page.getByRole('button', { name: 'Change password' }).click()
}

test('a new password signs out the other devices, and this one stays', async ({
  page,
  newUser,
  newBrowser,
}) => {
  const user = await newUser()
  const elsewhere = await (await newBrowser()).newPage()
  await signIn(elsewhere, user)
  await signIn(page, user, { then: '/account' })
  await page.getByRole('link', { name: 'Security' }).click()
  await changePassword(page, user.password, NEW_PASSWORD)

  await expect(card(page).getByRole('status')).toHaveText(
    'Password changed. Every other device was signed out.',
  )
  await expect(page.getByLabel('Current password')).toHaveValue('')
  await elsewhere.reload()
  await expect(elsewhere).toHaveURL(/\/sign-in/)
  expect((await newestMailTo(page, user.email)).text).toContain(
    `Your ${product.name} password was changed`,
  )
  await page.getByRole('button', { name: 'Sign out' }).click()
  await fillSignIn(page, { identifier: user.email, password: NEW_PASSWORD })
  await expectSignedIn(page)
})

test('every refusal is shown at its field and changes nothing', async ({ page, newUser }) => {
  const user = await newUser()
  await signIn(page, user, { then: '/account/security' })
  for (const [current, next, label, sentence] of [
    ['not my password', NEW_PASSWORD, 'Current password', 'That password is not right.'],
    ['', NEW_PASSWORD, 'Current password', 'Enter your password.'],
    [user.password, 'too short', 'New password', `Use at least ${PASSWORD_MIN} characters.`],
    [
      user.password,
      'passwordpassword',
      'New password',
      'That password is too common. Choose another.',
    ],
    [
      user.password,
      `${user.username} is my name`,
      'New password',
      'Your password must not contain your name, username or email.',
    ],
  ] as const) {
    await changePassword(page, current, next)
    await expect(card(page).getByRole('alert')).not.toBeEmpty()
    await expect(page.getByLabel(label)).toHaveAccessibleDescription(
      new RegExp(sentence.replaceAll('.', String.raw`\.`)),
    )
  }
  await changePassword(page, user.password, NEW_PASSWORD)
  await expect(card(page).getByRole('status')).not.toBeEmpty()
})

test('guesses at the current password lock the account as sign-in attempts do', async ({
  page,
  newUser,
}) => {
  const user = await newUser()
  await signIn(page, user, { then: '/account/security' })
  for (let guess = 1; guess <= 5; guess += 1) {
    await changePassword(page, `guess number ${guess}`, NEW_PASSWORD)
    await expect(page.getByLabel('Current password')).toHaveValue('')
  }
  await changePassword(page, user.password, NEW_PASSWORD)
  await expect(card(page).getByRole('alert')).toHaveText(TOO_MANY_ATTEMPTS)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the password is changed, and a wrong one is refused', async ({ page, newUser }) => {
    const user = await newUser()
    await signIn(page, user, { then: '/account/security' })
    await changePassword(page, 'not my password', NEW_PASSWORD)
    await expect(card(page).getByRole('alert')).toHaveText('That password is not right.')
    await expect(page.getByLabel('Current password')).toHaveValue('')

    await changePassword(page, user.password, NEW_PASSWORD)
    await expect(card(page).getByRole('status')).toHaveText(/^Password changed\./)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await fillSignIn(page, { identifier: user.username, password: NEW_PASSWORD })
    await expectSignedIn(page)
  })
})
