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
  'the inspector, before anything happened': async ({ page }) => {
    await page.goto('/inspector')
    await whenAlive(page)
    await expect(page.getByText('Live', { exact: true })).toBeVisible()
  },
  'the inspector after a sign-in, with a step open': async ({ page, newUser }) => {
    await signedInHere(page, newUser)
    await page.getByText('jwt callback').first().click()
    await page
      .getByText(/callbacks\.ts:\d+/)
      .filter({ visible: true })
      .click()
  },
  'the page of one recorded run': async ({ page, newUser }) => {
    await signedInHere(page, newUser)
    const run = page.getByRole('listitem').filter({
      has: page.getByRole('list', { name: 'Steps of POST /api/auth/callback/credentials' }),
    })
    await run.getByRole('link', { name: 'Link to this run' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('callback/credentials')
  },
  'a run nobody recorded': async ({ page }) => {
    await page.goto('/inspector/runs/nothing-here')
  },
}
