import type { BrowserContext } from 'playwright/test'
import { alertOf, fillSignIn, whenAlive } from './actions'
import { expect, test } from './fixtures'
import { createResetLink } from './setup/people'
import { withoutCookies } from './setup/without-cookies'

const BLOCKED = 'Your browser blocks cookies. Allow them for this site and try again.'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test('a sign-in says that cookies are blocked, and keeps the email', async ({
      launchOptions,
      baseURL,
      address,
      newUser,
    }) => {
      const user = await newUser()
      const signIn = async (context: BrowserContext) => {
        const page = await context.newPage()
        await page.goto('/sign-in')
        await fillSignIn(page, { identifier: user.email, password: user.password })
        await expect(alertOf(page)).toHaveText(BLOCKED)
        if (javaScriptEnabled) {
          await expect(page.getByLabel('Email or username')).toHaveValue(user.email)
        }
      }
      await withoutCookies(
        launchOptions,
        { baseURL: baseURL ?? '', javaScriptEnabled, address },
        signIn,
      )
    })

    test('a mailed link works all the same', async ({
      launchOptions,
      baseURL,
      address,
      newUser,
      database,
    }) => {
      const user = await newUser()
      const token = await createResetLink(database, user)
      const reset = async (context: BrowserContext) => {
        const page = await context.newPage()
        await page.goto(`/reset-password?token=${token}`)
        expect(page.url()).not.toContain(token)
        await whenAlive(page)
        await page.getByLabel('New password').fill('short')
        await page.getByRole('button', { name: 'Set new password' }).click()
        await expect(alertOf(page)).toContainText('Use at least')
        await page.getByLabel('New password').fill('meadow copper lighthouse')
        await page.getByRole('button', { name: 'Set new password' }).click()
        await expect(page.getByText('Sign in with your new password')).toBeVisible()
      }
      await withoutCookies(
        launchOptions,
        { baseURL: baseURL ?? '', javaScriptEnabled, address },
        reset,
      )
    })
  })
}
