import { DEFAULT_PATH } from '@/lib/domain/site/redirects'
import { alertOf, expectSignedIn, fillSignIn, signIn } from './actions'
import { expect, test } from './fixtures'
import { ownAddress, postCredentials } from './setup/http'
import { cookieName } from '@/lib/domain/site/cookie-names'
import { mailsTo } from './setup/mails'
import { TOO_MANY_ATTEMPTS } from '../setup/sentences'

const WRONG = 'not the password!'

test.beforeEach(({ problems }) => {
  // The browser reports every 429 as an error.
  problems.expect(/status of 429/)
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('five wrong passwords lock the account, and the page says for how long', async ({
      page,
      newUser,
    }) => {
      const user = await newUser()
      await page.goto('/sign-in')
      for (let made = 0; made < 5; made += 1) {
        await postCredentials(page.context(), { identifier: user.email, password: WRONG })
      }
      await fillSignIn(page, { identifier: user.email, password: user.password })
      await expect(alertOf(page)).toHaveText(TOO_MANY_ATTEMPTS)
      await expect(page.getByLabel('Email or username')).toHaveValue(user.email)
    })

    test('a stranger cannot lock out a browser that has signed in before', async ({
      page,
      newUser,
      newBrowser,
    }) => {
      const user = await newUser()
      await page.goto('/sign-in')
      await fillSignIn(page, { identifier: user.email, password: user.password })
      await expectSignedIn(page)
      await page.getByRole('button', { name: 'Sign out' }).click()
      await expect(page).toHaveURL('/sign-in')

      const stranger = await newBrowser({ extraHTTPHeaders: { 'x-forwarded-for': ownAddress() } })
      for (let made = 0; made < 7; made += 1) {
        await postCredentials(stranger, { identifier: user.email, password: WRONG })
      }
      const answer = await postCredentials(stranger, {
        identifier: user.username,
        password: user.password,
      })
      expect(answer.status()).toBe(429)

      await fillSignIn(page, { identifier: user.email, password: user.password })
      await expectSignedIn(page)
    })
  })
}

test('the wait counts down every second', async ({ page, newUser }) => {
  const user = await newUser()
  await page.clock.install()
  await page.goto('/sign-in')
  for (let made = 0; made < 5; made += 1) {
    await postCredentials(page.context(), { identifier: user.email, password: WRONG })
  }
  await fillSignIn(page, { identifier: user.email, password: WRONG })
  const seconds = async () => Number(/in (\d+) seconds/.exec(await alertOf(page).innerText())?.[1])
  await expect(alertOf(page)).toHaveText(TOO_MANY_ATTEMPTS)
  const before = await seconds()
  await page.clock.runFor(5000)
  await expect.poll(seconds).toBeLessThanOrEqual(before - 5)
})

test('the owner gets one mail about a lock', async ({ page, newUser, newBrowser }) => {
  const user = await newUser()
  const stranger = await newBrowser()
  for (let made = 0; made < 9; made += 1) {
    await postCredentials(stranger, { identifier: user.email, password: WRONG })
  }
  await expect.poll(() => mailsTo(page, user.email)).toHaveLength(1)
  const [mail] = await mailsTo(page, user.email)
  expect(mail?.text).toContain('Sign-in to your account is paused')
})

test('the device cookie signs nobody in', async ({ page, context, newUser }) => {
  const user = await newUser()
  await signIn(page, user)
  await context.clearCookies({ name: cookieName('session') })
  const [device] = (await context.cookies()).filter(({ name }) => name === cookieName('device'))
  expect(device).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
  await page.goto(DEFAULT_PATH)
  await expect(page).toHaveURL(/\/sign-in/)
})
