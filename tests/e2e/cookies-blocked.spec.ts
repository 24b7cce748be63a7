import { alertOf, fillSignIn, whenAlive } from './actions'
import { expect, test } from './fixtures'
import { createResetLink } from './setup/people'
import { proxyWithoutCookies } from './setup/without-cookies'

const BLOCKED = 'Your browser blocks cookies. Allow them for this site and try again.'

let proxy: Awaited<ReturnType<typeof proxyWithoutCookies>>

test.beforeAll(async () => {
  proxy = await proxyWithoutCookies()
})

test.afterAll(() => proxy.close())

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test('a sign-in says that cookies are blocked', async ({ newBrowser, newUser }) => {
      const user = await newUser()
      const page = await (await newBrowser({ proxy, javaScriptEnabled })).newPage()
      await page.goto('/sign-in')
      await fillSignIn(page, { identifier: user.email, password: user.password })

      await expect(alertOf(page)).toHaveText(BLOCKED)
      await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    })

    test('a theme that cannot be kept says so', async ({ newBrowser }) => {
      const page = await (await newBrowser({ proxy, javaScriptEnabled })).newPage()
      await page.goto('/forgot-password')
      await whenAlive(page)
      await page.getByRole('button', { name: 'Dark' }).click()

      await expect(page.getByRole('contentinfo').getByRole('alert')).toHaveText(BLOCKED)
    })

    test('a mailed link works without cookies', async ({ newBrowser, newUser, database }) => {
      const user = await newUser()
      const token = await createResetLink(database, user)
      const page = await (await newBrowser({ proxy, javaScriptEnabled })).newPage()
      await page.goto(`/reset-password?token=${token}`)
      expect(page.url()).not.toContain(token)
      await whenAlive(page)
      await page.getByLabel('New password').fill('short')
      await page.getByRole('button', { name: 'Set new password' }).click()
      await expect(alertOf(page)).toContainText('Use at least')
      await page.getByLabel('New password').fill('meadow copper lighthouse')
      await page.getByRole('button', { name: 'Set new password' }).click()

      await expect(page.getByText('Sign in with your new password')).toBeVisible()
    })
  })
}
