import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from './fixtures'
import { PAGE_STATES } from './setup/page-states'

/*
 * No violation that axe finds on a wide screen in the light theme and on the narrowest there is in the
 * dark one, and nothing to scroll sideways there.
 */

test.use({ contextOptions: { reducedMotion: 'reduce' } })

/**
 * Each theme once, each width once. The theme changes colours alone, and `colours.test.ts` holds the
 * contrast of their pairs in both.
 */
const LOOKS: { width: number; colorScheme: 'light' | 'dark' }[] = [
  { width: 1280, colorScheme: 'light' },
  { width: 320, colorScheme: 'dark' },
]

for (const [state, arrange] of Object.entries(PAGE_STATES)) {
  test(`${state}: nothing in anybody’s way`, async ({
    page,
    database,
    newUser,
    newBrowser,
    problems,
  }) => {
    problems.expect(/Failed to load resource: .*(404|429)/)
    await arrange({ page, database, newUser, newBrowser })

    await looksRight(page)
  })
}

test('a plain page, given where React could not: nothing in anybody’s way', async ({
  page,
  problems,
}) => {
  problems.expect(/Failed to load resource: .*404/)
  await page.goto('/api/auth/no-such-action')
  await expect(page.getByRole('alert')).toHaveText('There is nothing at this address.')
  // Its policy lets nothing be fetched, not even its own styles for a second look.
  await looksRight(page, { preload: false })
})

async function looksRight(page: Page, also: { preload?: false } = {}): Promise<void> {
  for (const { width, colorScheme } of LOOKS) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme })
    await page.evaluate(changesAreOver)
    const { violations } = await axe(page)
      .options({ ...also, resultTypes: ['violations'] })
      .analyze()
    expect(summaryOf(violations), `${colorScheme}, ${width} px`).toEqual([])
  }
  expect(await page.evaluate(scrollSideways), 'pixels to scroll sideways').toBe(0)
}

/** Finishes in the page itself: another page for that is only needed where frames are foreign. */
function axe(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode()
}

type Violation = { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }

function summaryOf(violations: Violation[]): string[] {
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html}\n${failureSummary}`),
  )
}

/** Colours change by transitions, however short. */
async function changesAreOver(): Promise<void> {
  await new Promise(requestAnimationFrame)
  await Promise.allSettled(document.getAnimations().map(({ finished }) => finished))
}

function scrollSideways(): number {
  window.scrollTo(10_000, window.scrollY)
  return window.scrollX
}

for (const theme of ['Light', 'Dark'] as const) {
  test(`the theme "${theme}" wins over what the system says, without a flash`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme === 'Light' ? 'dark' : 'light' })
    await page.goto('/sign-in')
    await page.getByRole('button', { name: theme }).click()
    await expect(page.getByRole('button', { name: theme })).toHaveAttribute('aria-pressed', 'true')
    // In the document itself, so before any script or style could change its mind.
    const html = await (await page.request.get('/sign-in')).text()
    expect(html).toContain(`data-theme="${theme.toLowerCase()}"`)

    const { violations } = await axe(page).analyze()
    expect(summaryOf(violations)).toEqual([])
    const background = await page.evaluate(
      () => getComputedStyle(document.documentElement).backgroundColor,
    )
    const [red = 0] = (background.match(/\d+/g) ?? []).map(Number)
    expect(red > 128).toBe(theme === 'Light')
  })
}
