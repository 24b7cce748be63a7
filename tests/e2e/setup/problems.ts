import type { BrowserContext } from 'playwright/test'

/**
 * What nobody should ever see in a browser: uncaught errors and rejections, lines in the console
 * (violations of the security policy among them), answers with a 5xx.
 */
export class Problems {
  readonly #seen: string[] = []
  readonly #expected: RegExp[] = []

  /** Allows this one test to have a problem that matches. */
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

  /** What was seen by somebody else. */
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
