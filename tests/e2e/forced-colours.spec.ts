import type { Locator } from 'playwright/test'
import { signIn, whenAlive } from './actions'
import { expect, test } from './fixtures'

/* Where the system chooses the colours: what backgrounds alone would say is still told apart. */

test.use({ contextOptions: { forcedColors: 'active', reducedMotion: 'reduce' } })

const styleOf = (locator: Locator) =>
  locator.evaluate((element) => {
    const { backgroundColor, color, borderTopWidth, outlineWidth, outlineStyle } =
      getComputedStyle(element)
    const hasEdge = parseFloat(borderTopWidth) > 0 || outlineStyle !== 'none'
    return { backgroundColor, color, hasEdge, outlineWidth }
  })

test('buttons, the current page, the chosen theme and the gauges', async ({ page, newUser }) => {
  await page.goto('/sign-up')
  await whenAlive(page)
  const canvas = (await styleOf(page.locator('body'))).backgroundColor
  const primary = await styleOf(page.getByRole('button', { name: 'Create account' }))
  expect(primary.hasEdge).toBe(true)
  expect(primary.backgroundColor).not.toBe(primary.color)

  const [chosen, other] = await Promise.all(
    ['System', 'Dark'].map((name) => styleOf(page.getByRole('button', { name }))),
  )
  expect(chosen?.backgroundColor).not.toBe(other?.backgroundColor)

  await page.getByLabel('Password', { exact: true }).fill('Christopher Robinson')
  await expect(page.getByText('fair', { exact: true })).toBeVisible()
  const marks = page.locator('.gauge-mark')
  const [full, empty] = await Promise.all([styleOf(marks.first()), styleOf(marks.last())])
  expect(full.backgroundColor).not.toBe(empty.backgroundColor)
  expect(empty.hasEdge).toBe(true)

  await signIn(page, await newUser(), { then: '/account' })
  for (const name of ['Main', 'Account']) {
    const links = page.getByRole('navigation', { name }).getByRole('link')
    const here = await styleOf(links.and(page.locator('[aria-current]')))
    const elsewhere = await styleOf(links.and(page.locator(':not([aria-current])')).first())
    expect(here.backgroundColor, name).not.toBe(elsewhere.backgroundColor)
    expect(here.color, name).not.toBe(here.backgroundColor)
  }
  await page.goto('/dashboard')
  const gauge = page.locator('svg.gauge').first()
  const fill = await gauge.locator('rect').evaluate((rect) => getComputedStyle(rect).fill)
  expect(fill).not.toBe(canvas)
  expect((await styleOf(gauge)).hasEdge).toBe(true)
})
