import { expect, test } from './fixtures'

test('an address without a page says so, in the same design, with the request id', async ({
  page,
  problems,
}) => {
  problems.expect(/404 \(Not Found\)/)

  const answer = await page.goto('/no/such/door')

  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
  await expect(page.getByText(answer?.headers()['x-request-id'] ?? 'none')).toBeVisible()
  await page.getByRole('link', { name: 'Go to the home page' }).click()
  await expect(page.getByRole('heading', { name: 'Page not found' })).toHaveCount(0)
})
