import { signIn } from './actions'
import { expect, test, type Page } from './fixtures'
import { layoutShift } from './setup/layout-shift'

/* A page whose fonts come after everything else hardly moves: https://web.dev/articles/cls calls 0.1 good. */

const MOST = 0.05
const SIGNED_OUT = ['/', '/sign-in', '/sign-up']
const SIGNED_IN = ['/dashboard', '/account/sessions']

/** Opens a page, and lets its fonts come only once it has been shown without them. */
async function shiftOf(page: Page, path: string): Promise<number> {
  let letThrough = () => {}
  const shown = new Promise<void>((resolve) => {
    letThrough = resolve
  })
  await page.route('**/*.woff2', async (route) => {
    await shown
    await route.continue()
  })
  await page.goto(path, { waitUntil: 'domcontentloaded' })
  await page.evaluate(nextFrame)
  const waiting = await page.evaluate(() => document.fonts.status)
  expect(waiting, `${path} waits for its fonts`).toBe('loading')
  letThrough()
  await page.evaluate(() => document.fonts.ready)
  await page.evaluate(nextFrame)
  await page.unroute('**/*.woff2')
  return layoutShift(page)
}

const nextFrame = () =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))

for (const width of [360, 768, 1280]) {
  test(`at ${width} px nothing moves when fonts come late`, async ({ page, newUser }) => {
    await page.setViewportSize({ width, height: 800 })
    for (const path of SIGNED_OUT) expect(await shiftOf(page, path), path).toBeLessThan(MOST)
    await signIn(page, await newUser())
    for (const path of SIGNED_IN) expect(await shiftOf(page, path), path).toBeLessThan(MOST)
  })
}
