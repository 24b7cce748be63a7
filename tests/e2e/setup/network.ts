import type { Page, Request } from 'playwright/test'

/** Something to wait for, and what makes it happen. */
export function newSignal(): [happened: Promise<void>, signal: () => void] {
  let signal = () => {}
  const happened = new Promise<void>((resolve) => (signal = resolve))
  return [happened, signal]
}

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
  const [released, letGo] = newSignal()
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
  return { count: () => count, letGo }
}

/** Every request of a page from now on, for what must or must not be sent. */
export function recordRequests(page: Page): Request[] {
  const requests: Request[] = []
  page.on('request', (request) => requests.push(request))
  return requests
}
