import { expectSignedIn, signIn } from './actions'
import { expect, test } from './fixtures'
import { product } from '@/lib/product'

test('the landing page describes the product and links to sign-in and sign-up', async ({
  page,
}) => {
  await page.goto('/')

  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'A password sign-in you can see through.',
  )
  await page.getByRole('link', { name: 'Create account' }).click()
  await expect(page.getByRole('heading', { name: 'Create account' })).toBeVisible()
  await page.getByRole('link', { name: product.name, exact: true }).click()
  await page.getByRole('link', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})

test('a signed-in user is redirected to the dashboard instead', async ({ page, newUser }) => {
  await signIn(page, await newUser(), { then: '/' })

  await expect(page.getByRole('link', { name: 'Sign in' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Go to dashboard' }).click()

  await expectSignedIn(page)
})

test('demo accounts are not mentioned outside the demo', async ({ page }) => {
  await page.goto('/')

  await expect(page.getByText('lantern ladder lagoon')).toHaveCount(0)
  await expect(page.getByText('Demo accounts')).toHaveCount(0)
})

test('a sign-out also moves an open landing page', async ({ page, context, newUser }) => {
  const user = await newUser()
  await signIn(page, user)
  const tab = await context.newPage()
  await tab.goto('/')
  await expect(tab.getByRole('banner')).toContainText(user.name)
  await page.getByRole('button', { name: 'Sign out' }).click()

  await expect(tab).toHaveURL('/sign-in')
  await expect(tab.getByText(user.name)).toHaveCount(0)
})
