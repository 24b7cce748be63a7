import axe, { type AxeResults, type RunOptions } from 'axe-core'
import { expect, test, type Page } from './fixtures'
import { PAGE_STATES } from './setup/page-states'

/*
 * axe finds no violation in any page, and nothing scrolls sideways on a phone or a tablet. Themes
 * differ only in colors, whose contrast `colours.test.ts` checks in both; no element exists only on
 * narrow screens.
 */

test.use({ contextOptions: { reducedMotion: 'reduce' } })

const WIDE = { width: 1280, height: 800 }
const TABLET = { width: 768, height: 800 }
const NARROW = { width: 320, height: 800 }

/** What the width of the screen decides. */
const RULES_ABOUT_LAYOUT = ['scrollable-region-focusable', 'target-size']

for (const [state, arrange] of Object.entries(PAGE_STATES)) {
  test(`${state} is accessible`, async ({ page, database, newUser, newBrowser, problems }) => {
    problems.expect(/Failed to load resource: .*(404|429)/)
    await arrange({ page, database, newUser, newBrowser })

    await looksRight(page)
  })
}

test('a plain page, sent where React cannot run, is accessible', async ({ page, problems }) => {
  problems.expect(/Failed to load resource: .*404/)
  await page.goto('/api/auth/no-such-action')
  await expect(page.getByRole('alert')).toHaveText('There is nothing at this address.')
  // Its policy loads nothing, so not even its own styles could be fetched again.
  await looksRight(page, { preload: false })
})

async function looksRight(page: Page, also: { preload?: false } = {}): Promise<void> {
  await page.evaluate(axe.source)
  await page.setViewportSize(WIDE)
  await page.evaluate(changesAreOver)
  expect(await violationsOf(page, also), 'wide').toEqual([])
  await page.setViewportSize(TABLET)
  expect(await page.evaluate(scrollSideways), 'pixels to scroll sideways on a tablet').toBe(0)
  await page.setViewportSize(NARROW)
  await page.evaluate(changesAreOver)
  expect(await violationsOf(page, { ...also, runOnly: RULES_ABOUT_LAYOUT }), 'narrow').toEqual([])
  expect(await page.evaluate(scrollSideways), 'pixels to scroll sideways').toBe(0)
}

/** What axe, already loaded in the page, finds there. */
async function violationsOf(page: Page, options: RunOptions): Promise<string[]> {
  const run = (options: RunOptions) =>
    (window as unknown as { axe: typeof axe }).axe.run(document, options)
  const asked: RunOptions = { ...options, resultTypes: ['violations'] }
  const { violations } = await page.evaluate(run, asked)
  return summaryOf(violations)
}

function summaryOf(violations: AxeResults['violations']): string[] {
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html}\n${failureSummary}`),
  )
}

/** Colors change by short transitions. */
async function changesAreOver(): Promise<void> {
  await new Promise(requestAnimationFrame)
  await Promise.allSettled(document.getAnimations().map(({ finished }) => finished))
}

function scrollSideways(): number {
  window.scrollTo(10_000, window.scrollY)
  return window.scrollX
}

for (const theme of ['Light', 'Dark'] as const) {
  test(`the theme "${theme}" overrides the system setting without a flash`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme === 'Light' ? 'dark' : 'light' })
    await page.goto('/sign-in')
    await page.evaluate(recordTitles)
    await page.getByRole('button', { name: theme }).click()
    await expect(page.getByRole('button', { name: theme })).toHaveAttribute('aria-pressed', 'true')
    expect(await page.evaluate(recordedTitles), 'titles meanwhile').not.toContain('')
    // In the HTML itself, before any script or style could change it.
    const html = await (await page.request.get('/sign-in')).text()
    expect(html).toContain(`data-theme="${theme.toLowerCase()}"`)

    await page.evaluate(axe.source)
    expect(await violationsOf(page, {})).toEqual([])
    const background = await page.evaluate(
      () => getComputedStyle(document.documentElement).backgroundColor,
    )
    const [red = 0] = (background.match(/\d+/g) ?? []).map(Number)
    expect(red > 128).toBe(theme === 'Light')
  })
}

interface TitleRecorder {
  titles?: string[]
}

function recordTitles(): void {
  const titles = [document.title]
  Object.assign(window as TitleRecorder, { titles })
  const changes = { subtree: true, childList: true, attributes: true }
  new MutationObserver(() => titles.push(document.title)).observe(document, changes)
}

function recordedTitles(): string[] | undefined {
  return (window as TitleRecorder).titles
}
