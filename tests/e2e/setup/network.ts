import type { Page, Request } from 'playwright/test'

export type HeldAnswers = {
  /** How many requests have come. */
  count: () => number
  /** Sends them on, and all that follow. */
  letGo: () => void
}

/**
 * Keeps requests to a path from being answered, until told otherwise.
 *
 * @param method of the requests meant; others pass
 */
export async function holdAnswers(page: Page, path: string, method = 'POST'): Promise<HeldAnswers> {
  let count = 0
  let letGo = () => {}
  const released = new Promise<void>((resolve) => (letGo = resolve))
  await page.route(
    (url) => url.pathname === path,
    async (route) => {
      if (route.request().method() === method) {
        count += 1
        await released
      }
      await route.continue().catch(() => {}) // The page may have left meanwhile.
    },
  )
  return { count: () => count, letGo: () => letGo() }
}

/** Every request of a page from now on, for what must or must not be sent. */
export function recordRequests(page: Page): Request[] {
  const requests: Request[] = []
  page.on('request', (request) => requests.push(request))
  return requests
}
