import { alertOf, fillSignIn, signIn, whenAlive } from './actions'
import { expect, test } from './fixtures'
import { recordRequests } from './setup/network'
import { revokeSessions } from './setup/sessions'

const EXPIRED = 'Your session has expired. Please sign in again.'

test('a form says that the session has ended, keeps what was typed, and works again', async ({
  page,
  context,
  newUser,
  database,
  problems,
}) => {
  problems.expect(/401/)
  const user = await newUser()
  await signIn(page, user, { then: '/account' })
  await page.getByLabel('Name', { exact: true }).fill('Ada Typed Long')
  await revokeSessions({ page, database, user })
  await page.getByRole('button', { name: 'Save profile' }).click()

  await expect(alertOf(page)).toContainText(EXPIRED)
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Ada Typed Long')
  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('main').getByRole('link', { name: 'Sign in' }).click(),
  ])
  await expect(tab).toHaveURL('/sign-in?callbackUrl=%2Faccount&code=session_expired')
  await fillSignIn(tab, { identifier: user.email, password: user.password })
  await expect(tab).toHaveURL('/account')
  await page.bringToFront()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Ada Typed Long')
  await page.getByRole('button', { name: 'Save profile' }).click()
  await expect(page.getByRole('main').getByRole('status')).toContainText('Profile saved.')
})

test('when another tab ends the session, a page with typed text is covered, not left', async ({
  page,
  context,
  newUser,
}) => {
  const user = await newUser()
  await signIn(page, user, { then: '/account' })
  await page.getByLabel('Name', { exact: true }).fill('Ada Typed Long')
  const other = await context.newPage()
  await other.goto('/dashboard')
  await whenAlive(other)
  await other.getByRole('button', { name: 'Sign out' }).click()
  await expect(other).toHaveURL('/sign-in')

  const cover = page.getByRole('alertdialog', { name: EXPIRED })
  await expect(cover).toBeVisible()
  await fillSignIn(other, { identifier: user.email, password: user.password })
  await expect(cover).toBeHidden()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Ada Typed Long')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  for (const [path, button, fill] of [
    ['/account', 'Save profile', { image: 2_500_000 }],
    ['/account', 'Save profile', {}],
    ['/account/security', 'Change password', {}],
    ['/account/sessions', 'Sign out other devices', {}],
  ] as const) {
    const size = 'image' in fill ? ' with a photo' : ''
    test(`"${button}"${size} leads to the sign-in page and back, and posts nothing there`, async ({
      page,
      newUser,
      database,
    }) => {
      const user = await newUser()
      await signIn(page, user, { then: path })
      if ('image' in fill) {
        const file = { name: 'ada.png', mimeType: 'image/png', buffer: Buffer.alloc(fill.image) }
        await page.getByLabel('Profile image').setInputFiles(file)
      }
      if (button === 'Change password') {
        await page.getByLabel('Current password').fill(user.password)
        await page.getByLabel('New password').fill('meadow copper lighthouse')
      }
      await revokeSessions({ page, database, user })
      const requests = recordRequests(page)
      await page.getByRole('button', { name: button }).click()

      await expect(alertOf(page)).toContainText(EXPIRED)
      await expect(page).toHaveURL(new RegExp(`/sign-in\\?callbackUrl=${encodeURIComponent(path)}`))
      const posts = requests.filter((request) => request.method() === 'POST')
      expect(posts.map((request) => new URL(request.url()).pathname)).toEqual([path])
    })
  }

  test('"Download my data" leads to the sign-in page and back to its page', async ({
    page,
    newUser,
    database,
  }) => {
    const user = await newUser()
    await signIn(page, user, { then: '/account/data' })
    await revokeSessions({ page, database, user })
    await page.getByRole('button', { name: 'Download my data' }).click()
    await fillSignIn(page, { identifier: user.email, password: user.password })
    await expect(page).toHaveURL('/account/data')
  })
})
