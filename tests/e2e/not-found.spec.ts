import { expect, test } from './fixtures'

test('a URL that cannot be a page says so in plain text and violates no policy', async ({
  page,
  problems,
}) => {
  problems.expect(/404 \(Not Found\)/)
  for (const path of ['/api/nothing', '/fonts/nothing', '/icon.nothing']) {
    const answer = await page.goto(path)
    expect(answer?.status(), path).toBe(404)
    expect(answer?.headers()['content-type'], path).toBe('text/plain; charset=utf-8')
    await expect(page.getByText('There is nothing at this address.')).toBeVisible()
  }
})

test('a URL without a page says so in the same design, with the request id', async ({
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
