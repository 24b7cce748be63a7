import { expect, test } from 'playwright/test'

test('the landing page is served', async ({ page }) => {
  const response = await page.goto(process.env.LATCHKEY_URL ?? '')

  expect(response?.status()).toBe(200)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})
