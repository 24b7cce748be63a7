import type { BrowserContext, BrowserContextOptions, Page } from 'playwright/test'
import { signIn } from '../actions'
import type { TestDatabase } from './database'
import { postCredentials } from './http'
import type { User } from './people'

type NewBrowser = (options?: BrowserContextOptions) => Promise<BrowserContext>

export const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

/** A user signed in from their own browser and then from a new one. */
export async function signedInElsewhere(user: User, newBrowser: NewBrowser): Promise<Page> {
  await signIn(await (await newBrowser()).newPage(), user)
  return signedInBy(FIREFOX, user, newBrowser)
}

/** A user signed in from another browser of this kind. */
export async function signedInBy(
  userAgent: string,
  user: User,
  newBrowser: NewBrowser,
): Promise<Page> {
  const page = await (await newBrowser({ userAgent })).newPage()
  await signIn(page, user)
  return page
}

/** Tries one wrong password for an account from this browser. */
export async function triedBefore(page: Page, user: User): Promise<void> {
  const fields = { identifier: user.email, password: 'not the password' }
  await postCredentials(page.context(), fields)
}

/** Events about an account, one per minute into the past. */
export async function addEvents(database: TestDatabase, user: User, count: number): Promise<void> {
  await database.rows(
    `INSERT INTO audit_events (id, at, action, result, "actorId", "targetId")
     SELECT gen_random_uuid(), now() - step * interval '1 minute', 'user_updated', 'SUCCESS',
            $1::uuid, $1::uuid
       FROM generate_series(1, $2::int) AS step`,
    [user.id, count],
  )
}
