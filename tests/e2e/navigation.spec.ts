import { fillSignIn, signIn, toastOf, whenAlive } from './actions'
import { expect, test } from './fixtures'

test('a slow navigation shows that it is on its way, and one without a connection says so', async ({
  context,
  page,
  newUser,
}) => {
  await signIn(page, await newUser())
  await whenAlive(page)
  let answer: () => void = () => undefined
  await page.route('**/account?_rsc=*', async (route) => {
    await new Promise<void>((resolve) => (answer = resolve))
    await route.continue()
  })
  const account = page.getByRole('link', { name: 'Account', exact: true })
  await account.click()
  const sign = page.getByRole('progressbar', { name: 'Loading the page' })
  await expect(sign).toBeVisible()
  answer()
  await expect(page.getByRole('heading', { name: 'Profile', exact: true })).toBeVisible()
  await expect(sign).toHaveCount(0)

  await context.setOffline(true)
  await page.getByRole('link', { name: 'Security', exact: true }).click()
  await expect(toastOf(page)).toContainText('You seem to be offline.')
  await expect(page.getByRole('heading', { name: 'Profile', exact: true })).toBeVisible()
  await context.setOffline(false)
  await page.getByRole('link', { name: 'Security', exact: true }).click()
  await expect(page).toHaveURL('/account/security')
  await expect(toastOf(page)).toHaveText('')
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('a sign-in leads to the place on the page first asked for', async ({ page, newUser }) => {
      const user = await newUser()
      await page.goto('/account/security#email')
      await expect(page).toHaveURL(/\/sign-in\?.*#email$/)
      await fillSignIn(page, { identifier: user.email, password: user.password })
      await expect(page).toHaveURL('/account/security#email')
    })
  })
}

test('on a phone, no page of the main navigation is alone in its row', async ({
  page,
  newUser,
}) => {
  await signIn(page, await newUser())
  for (const width of [320, 360, 390, 430]) {
    await page.setViewportSize({ width, height: 800 })
    const links = page.getByRole('navigation', { name: 'Main' }).getByRole('link')
    const tops = await links.evaluateAll((all) =>
      all.map((link) => link.getBoundingClientRect().top),
    )
    expect(tops).toHaveLength(4)
    const alone = tops.filter((top) => tops.filter((other) => other === top).length === 1)
    expect(alone, `${width} px`).toEqual([])
  }
})
