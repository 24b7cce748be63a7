import { randomBytes } from 'node:crypto'
import type { BrowserContext, BrowserContextOptions } from 'playwright/test'
import { somebody, type Page, type User } from '../../fixtures'
import type { TestDatabase } from '../database'
import type { AccountState } from '../people'

export type Given = {
  newBrowser: (options?: BrowserContextOptions) => Promise<BrowserContext>
  page: Page
  database: TestDatabase
  newUser: (about?: AccountState) => Promise<User>
}

/** Pages by the state they are in, each with how to get it there. */
export type PageStates = Record<string, (given: Given) => Promise<void>>

export const WRONG = { identifier: 'nobody@example.com', password: 'not the password' }

/** As long as an address may be, and nowhere to break it. */
export function longEmail(): string {
  const mark = randomBytes(8).toString('hex')
  return `${mark.padEnd(60, 'a')}@${'b'.repeat(60)}.${'c'.repeat(60)}.example`
}

/** Somebody whose names are as long as they may be. */
export function longPerson() {
  return {
    ...somebody(),
    name: 'Wolfeschlegelsteinhausenbergerdorff'.repeat(2),
    username: `long-and-${randomBytes(8).toString('hex')}`,
    email: longEmail(),
  }
}
