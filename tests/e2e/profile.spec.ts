import { DEFAULT_PATH } from '@/lib/domain/site/redirects'
import { alertOf, expectSignedIn, fillSignIn, signIn, whenAlive } from './actions'
import { expect, somebody, test, type Page } from './fixtures'

const saved = (page: Page) => page.getByRole('main').getByRole('status')

async function saveProfile(page: Page, { name, username }: { name?: string; username?: string }) {
  await whenAlive(page)
  if (name !== undefined) await page.getByLabel('Name', { exact: true }).fill(name)
  if (username !== undefined) await page.getByLabel('Username').fill(username)
  await page.getByRole('button', { name: 'Save profile' }).click()
}

test('the dashboard links to the profile', async ({ page, newUser }) => {
  await signIn(page, await newUser())
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Account' })
    .click()

  await expect(page).toHaveURL('/account')
  await expect(page.getByRole('heading', { name: 'Profile' })).toBeVisible()
  const here = page.getByRole('navigation', { name: 'Account' }).locator('[aria-current=page]')
  await expect(here).toHaveText('Profile')
})

test('a new name appears in the header at once, in this tab and every other', async ({
  page,
  context,
  newUser,
}) => {
  await signIn(page, await newUser(), { then: '/account' })
  const other = await context.newPage()
  await other.goto(DEFAULT_PATH)
  await saveProfile(page, { name: 'Grace Hopper' })

  await expect(saved(page)).toHaveText('Profile saved.')
  await expect(page.getByRole('banner')).toContainText('Grace Hopper')
  await expect(other.getByRole('banner')).toContainText('Grace Hopper')
  await page.getByRole('link', { name: 'Dashboard' }).click()
  await expect(page.getByRole('region', { name: 'Profile' })).toContainText('Grace Hopper')
})

test('a new username signs in, the old one does not', async ({ page, newUser }) => {
  const user = await newUser()
  const username = somebody().username
  await signIn(page, user, { then: '/account' })
  await saveProfile(page, { username: username.toUpperCase() })
  await expect(saved(page)).toHaveText('Profile saved.')
  await page.getByRole('button', { name: 'Sign out' }).click()

  await fillSignIn(page, { identifier: user.username, password: user.password })
  await expect(alertOf(page)).toHaveText('Invalid email or password.')
  await fillSignIn(page, { identifier: username, password: user.password })
  await expectSignedIn(page)
  await expect(page.getByRole('main').getByText(`@${username}`)).toBeVisible()
})

test('a taken, reserved or malformed username is refused and stays in its field', async ({
  page,
  newUser,
}) => {
  const [user, other] = [await newUser(), await newUser()]
  await signIn(page, user, { then: '/account' })
  for (const [username, sentence] of [
    [other.username, 'That username is taken.'],
    ['admin', 'That username is taken.'],
    ['no spaces', 'Check the highlighted fields and try again.'],
    ['', 'Check the highlighted fields and try again.'],
  ] as const) {
    await saveProfile(page, { name: 'Grace Hopper', username })
    await expect(alertOf(page)).toHaveText(sentence)
    await expect(page.getByLabel('Username')).toHaveValue(username)
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Grace Hopper')
    await expect(page.getByLabel('Username')).toHaveAttribute('aria-invalid', 'true')
  }
  await expect(page.getByRole('banner')).toContainText(user.name)
})

test('other fields in the form change nothing', async ({ page, newUser, database }) => {
  const user = await newUser()
  await signIn(page, user, { then: '/account' })
  await whenAlive(page)
  await page.locator('form', { has: page.getByLabel('Username') }).evaluate((form) => {
    const more = {
      role: 'ADMIN',
      id: crypto.randomUUID(),
      emailVerifiedAt: '',
      email: 'x@y.example',
    }
    for (const [name, value] of Object.entries(more)) {
      form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
    }
  })
  await saveProfile(page, { name: 'Grace Hopper' })
  await expect(saved(page)).toHaveText('Profile saved.')

  const [row] = await database.rows(
    'SELECT name, role, email, "emailVerifiedAt" FROM users WHERE id = $1::uuid',
    [user.id],
  )
  expect(row).toMatchObject({ name: 'Grace Hopper', role: 'USER', email: user.email })
  expect(row?.emailVerifiedAt).not.toBeNull()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('name and username are saved or refused as with JavaScript', async ({ page, newUser }) => {
    const user = await newUser()
    await signIn(page, user, { then: '/account' })
    await saveProfile(page, { name: 'Grace Hopper', username: 'admin' })
    await expect(alertOf(page)).toHaveText('That username is taken.')
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Grace Hopper')

    await saveProfile(page, { username: user.username })
    await expect(saved(page)).toHaveText('Profile saved.')
    await expect(page.getByRole('banner')).toContainText('Grace Hopper')
  })
})
