import type { Page, Request } from 'playwright/test'

/** Something to wait for, and what triggers it. */
export function newSignal(): [happened: Promise<void>, signal: () => void] {
  let signal = () => {}
  const happened = new Promise<void>((resolve) => (signal = resolve))
  return [happened, signal]
}

export type HeldAnswers = {
  /** How many requests have arrived. */
  count: () => number
  /** Releases them, and all later ones. */
  letGo: () => void
}

/**
 * Holds requests to a path until released.
 *
 * @param method the method to hold; others pass
 */
export async function holdAnswers(page: Page, path: string, method = 'POST'): Promise<HeldAnswers> {
  let count = 0
  const [released, letGo] = newSignal()
  await page.route(
    (url) => url.pathname === path,
    async (route) => {
      if (route.request().method() === method) {
        count += 1
        await released
      }
      await route.continue().catch(() => {}) // The page may have navigated meanwhile.
    },
  )
  return { count: () => count, letGo }
}

/** Every request of a page from now on. */
export function recordRequests(page: Page): Request[] {
  const requests: Request[] = []
  page.on('request', (request) => requests.push(request))
  return requests
}
