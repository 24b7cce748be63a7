import { DEFAULT_PATH, signInPath } from '@/lib/domain/site/redirects'
import { signIn } from './actions'
import { expect, test } from './fixtures'
import { revokeSessions } from './setup/sessions'

// Playwright disables the back/forward cache, as it would confuse most tests.
test.use({
  launchOptions: async ({ launchOptions }, use) => {
    await use({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] })
  },
})

test('going back after a sign-out shows nothing protected, step by step', async ({
  page,
  newUser,
}) => {
  const user = await newUser()
  await signIn(page, user, { then: '/' })
  for (const path of [
    '/mailbox', // optional part: mailbox
    '/dashboard',
  ]) {
    await page.goto(path)
    await expect(page.getByRole('banner')).toContainText(user.name)
  }
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/sign-in')

  for (let steps = 0; steps < 2; steps += 1) {
    await page.goBack({ waitUntil: 'commit' })
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByText(user.name)).toHaveCount(0)
  }
})

test('going back after a sign-out shows nothing protected without JavaScript', async ({
  newBrowser,
  newUser,
}) => {
  const user = await newUser()
  const page = await (await newBrowser({ javaScriptEnabled: false })).newPage()
  await signIn(page, user)
  await expect(page.getByText(user.email)).toBeVisible()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/sign-in')
  await page.goBack({ waitUntil: 'commit' })

  await expect(page).toHaveURL(signInPath(DEFAULT_PATH))
  await expect(page.getByText(user.email)).toHaveCount(0)
})

test('a page restored from the back/forward cache is requested again', async ({
  page,
  newUser,
  database,
}) => {
  const user = await newUser()
  await signIn(page, user)
  await revokeSessions({ page, database, user })
  await page.evaluate(() => {
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
  })

  await expect(page).toHaveURL(/\/sign-in/)
  await expect(page.getByText(user.email)).toHaveCount(0)
})

test('no protected page is cached by the browser or a proxy', async ({ page, newUser }) => {
  await signIn(page, await newUser())
  for (const headers of [{}, { rsc: '1' }]) {
    const answer = await page.request.get(DEFAULT_PATH, { headers })
    expect(answer.headers()['cache-control']).toContain('no-store')
    expect(answer.headers()['cache-control']).toContain('private')
  }
  const session = await page.request.get('/api/auth/session')
  expect(session.headers()['cache-control']).toContain('no-store')
})
