import type { BrowserContext } from 'playwright/test'

/**
 * Problems that must never occur in a browser: uncaught errors and rejections, console messages
 * (including policy violations), 5xx responses.
 */
export class Problems {
  readonly #seen: string[] = []
  readonly #expected: RegExp[] = []

  /** Allows a matching problem in this test. */
  expect(pattern: RegExp): void {
    this.#expected.push(pattern)
  }

  watch(context: BrowserContext): void {
    context.on('weberror', (problem) => this.#note('uncaught', problem.error().message))
    context.on('console', (message) => {
      const type = message.type()
      if (type !== 'error' && type !== 'warning') return
      this.#note(type, `${message.text()} (${message.location().url})`)
    })
    context.on('response', (response) => {
      if (response.status() >= 500) this.#note(String(response.status()), response.url())
    })
    context.on('page', (page) => page.on('crash', () => this.#note('crash', page.url())))
  }

  /** Problems of another client. */
  note(kind: string, texts: readonly string[]): void {
    for (const text of texts) this.#note(kind, text)
  }

  unexpected(): string[] {
    return this.#seen.filter((text) => !this.#expected.some((pattern) => pattern.test(text)))
  }

  #note(kind: string, text: string): void {
    this.#seen.push(`${kind}: ${text}`)
  }
}
