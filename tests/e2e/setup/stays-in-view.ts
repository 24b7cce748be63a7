import { expect, type Locator, type Page } from 'playwright/test'

/** Scrolls to the end of a page on a screen that has room for both, and looks for what should still be there. */
export async function staysInView(page: Page, bar: Locator): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 })
  // As with a list of any length.
  await page.getByRole('table').evaluate((table) => (table.style.marginBottom = '2000px'))
  const before = await bar.boundingBox()
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(1000)
  await expect(bar).toBeInViewport({ ratio: 1 })
  // Its controls can be reached there: nothing lies over them.
  await bar.getByRole('button').click({ trial: true })
  expect(before?.y, 'it was further down').toBeGreaterThan(0)
  expect((await bar.boundingBox())?.y).toBe(0)
}
