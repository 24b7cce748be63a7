import { PASSWORD_MIN } from '@/lib/domain/passwords/password-policy'
import { whenAlive } from './actions'
import { expect, test, type Page } from './fixtures'

/** The scripts a page requests from now on. */
function newScripts(page: Page): string[] {
  const scripts: string[] = []
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(request.url())
  })
  return scripts
}

test('the strength of a new password is described while typing', async ({ page }) => {
  await page.goto('/sign-up')
  await whenAlive(page)
  const scripts = newScripts(page)
  await page.getByLabel('Email').fill('ada@example.com')
  expect(scripts).toEqual([])
  const password = page.getByLabel('Password', { exact: true })

  await password.fill('short')
  await expect(page.getByText('Strength: too short')).toBeVisible()
  expect(scripts.length, 'what judges comes with the first word').toBeGreaterThan(0)
  await password.fill('passwordpassword')
  await expect(page.getByText('Strength: very weak')).toBeVisible()
  await password.fill('harbour violin umbrella')
  await expect(page.getByText('Strength: strong')).toBeVisible()
  await password.fill('')
  await expect(page.getByText('Strength:')).toBeHidden()
})

test('a sign-in never loads the strength estimator', async ({ page }) => {
  await page.goto('/sign-in')
  await whenAlive(page)
  const scripts = newScripts(page)
  await page.getByLabel('Email or username').fill('ada')
  await page.getByLabel('Password', { exact: true }).fill('harbour violin umbrella')
  await page.getByRole('button', { name: 'Show password' }).click()
  expect(scripts).toEqual([])
  await expect(page.getByText('Strength')).toHaveCount(0)
})

test('without the strength estimator the form still works', async ({ page, problems }) => {
  problems.expect(/ERR_FAILED/)
  await page.goto('/sign-up')
  await whenAlive(page)
  await page.route('**/_next/static/**', (route) => route.abort())
  await page.getByLabel('Password', { exact: true }).fill('short')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByText(`Use at least ${PASSWORD_MIN} characters.`).first()).toBeVisible()
})
