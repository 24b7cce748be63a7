import { whenAlive } from '../../actions'
import { expect, type Page } from '../../fixtures'
import type { Given, PageStates } from './given'

async function signedInHere(page: Page, newUser: Given['newUser']) {
  const user = await newUser()
  await page.goto('/inspector')
  await whenAlive(page)
  await page.getByLabel('Email or username').fill(user.email)
  await page.getByLabel('Password', { exact: true }).fill(user.password)
  await page.getByRole('button', { name: 'Sign in here' }).click()
  await expect(page.getByText('Signed in. Look at the sequence.')).toBeVisible()
}

/** The inspector, before and after it has something to show. */
export const INSPECTOR: PageStates = {
  'the inspector without recordings': async ({ page }) => {
    await page.goto('/inspector')
    await whenAlive(page)
    await expect(page.getByText('Live', { exact: true })).toBeVisible()
  },
  'the inspector after a sign-in, with a step open': async ({ page, newUser }) => {
    await signedInHere(page, newUser)
    await page.getByText('jwt callback').first().click()
    await page
      .getByText(/The code that ran/)
      .filter({ visible: true })
      .click()
  },
  'the inspector, its cookies': async ({ page, newUser }) => {
    await signedInHere(page, newUser)
    await page.getByRole('link', { name: 'Cookies', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Cookie jar' })).toBeVisible()
  },
  'the inspector, its callbacks': async ({ page, newUser }) => {
    await signedInHere(page, newUser)
    await page.getByRole('link', { name: 'Callbacks', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Callbacks, measured' })).toBeVisible()
  },
  'the ten questions': async ({ page, newUser }) => {
    await signedInHere(page, newUser)
    await page.getByRole('link', { name: 'Ten questions', exact: true }).click()
    await page.getByText('Which cookies exist before a sign-in?').click()
  },
  'how sign-in works': async ({ page }) => {
    await page.goto('/inspector/guide')
  },
  'the page of one recorded request': async ({ page, newUser }) => {
    await signedInHere(page, newUser)
    await page.getByRole('link', { name: 'Link to this request' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('callback/credentials')
  },
  'a request that was not recorded': async ({ page }) => {
    await page.goto('/inspector/runs/nothing-here')
  },
}
