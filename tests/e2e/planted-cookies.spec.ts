import { DEFAULT_PATH } from '@/lib/domain/site/redirects'
import { expectSignedIn, fillSignIn } from './actions'
import { expect, test } from './fixtures'
import { cookieName } from '@/lib/domain/site/cookie-names'

/*
 * Another program on the same host, or another site on a sibling domain, can set cookies here. They
 * must neither lock anyone out nor let anyone in.
 */

const PLANTED: Record<string, { name: string; value: string }[]> = {
  'an address with a script': [{ name: cookieName('callback'), value: 'javascript:alert(1)' }],
  'an address that is none': [{ name: cookieName('callback'), value: 'foo' }],
  'an address nobody can decode': [{ name: cookieName('callback'), value: '%' }],
  'pieces of a session': [
    `${cookieName('session')}.0`,
    `${cookieName('session')}.1`,
    `${cookieName('session')}x`,
  ].map((name) => ({ name, value: 'planted' })),
  'everything else': ['csrf', 'device', 'theme', 'link'].map((name) => {
    return { name: `latchkey.${name}`, value: 'planted' }
  }),
}

for (const [what, cookies] of Object.entries(PLANTED)) {
  test(`${what} locks nobody out`, async ({ page, context, newUser, baseURL }) => {
    const user = await newUser()
    const plant = () =>
      context.addCookies(cookies.map((cookie) => ({ ...cookie, url: baseURL ?? '' })))
    await plant()
    for (const path of ['csrf', 'session', 'providers', 'signin']) {
      const answer = await page.request.get(`/api/auth/${path}`, { maxRedirects: 0 })
      expect(answer.status(), path).toBeLessThan(400)
      await plant()
    }
    // Without the middleware's filtering: the log must not report an error.
    expect((await page.request.get('/api/nothing')).status()).toBe(404)
    await page.goto('/sign-in')
    await fillSignIn(page, { identifier: user.email, password: user.password })
    await expectSignedIn(page)
    await plant()
    await page.goto(DEFAULT_PATH)
    await expect(page.getByRole('main').getByText(`@${user.username}`)).toBeVisible()
    await expect(page.getByRole('banner')).toContainText(user.name)

    await plant()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page).toHaveURL('/sign-in')
    expect(await (await page.request.get('/api/auth/session')).json()).toBeNull()
  })
}

test('an invalid callback cookie is cleared at the first opportunity', async ({
  page,
  context,
  baseURL,
}) => {
  await context.addCookies([{ name: cookieName('callback'), value: 'foo', url: baseURL ?? '' }])
  await page.request.get('/api/auth/session')

  const left = (await context.cookies()).filter(({ name }) => name === cookieName('callback'))
  expect(left.map(({ value }) => value)).not.toContain('foo')
})

test('without JavaScript a planted cookie locks nobody out either', async ({
  newBrowser,
  newUser,
  baseURL,
}) => {
  const user = await newUser()
  const context = await newBrowser({ javaScriptEnabled: false })
  await context.addCookies(
    [cookieName('callback'), `${cookieName('session')}.0`].map((name) => {
      return { name, value: 'foo', url: baseURL ?? '' }
    }),
  )
  const page = await context.newPage()
  await page.goto('/sign-in')
  await fillSignIn(page, { identifier: user.email, password: user.password })
  await expectSignedIn(page)
  await expect(page.getByRole('main').getByText(`@${user.username}`)).toBeVisible()
})
