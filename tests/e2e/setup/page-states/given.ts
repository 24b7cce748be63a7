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

/** Pages by state, each with how to reach that state. */
export type PageStates = Record<string, (given: Given) => Promise<void>>

export const WRONG = { identifier: 'nobody@example.com', password: 'not the password' }

/** An email of maximum length, without a place to break. */
export function longEmail(): string {
  const mark = randomBytes(8).toString('hex')
  return `${mark.padEnd(60, 'a')}@${'b'.repeat(60)}.${'c'.repeat(60)}.example`
}

/** A user whose names have the maximum length. */
export function longPerson() {
  return {
    ...somebody(),
    name: 'Wolfeschlegelsteinhausenbergerdorff'.repeat(2),
    username: `long-and-${randomBytes(8).toString('hex')}`,
    email: longEmail(),
  }
}
