import {
  test as base,
  expect,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright/test'
import { browserStorage, noteSecrets } from './setup/canaries'
import { TestDatabase } from './setup/database'
import { ownAddress } from './setup/http'
import { useInbox } from './setup/mails'
import { createAccount, somebody, type AccountState, type Person, type User } from './setup/people'
import { Problems } from './setup/problems'
import { runningServer, type ServerName } from './setup/servers'

export { expect, somebody }
export type { Page, Person, User }

type Fixtures = {
  /** The server of the run that a test uses. */
  server: ServerName
  /** The client address of a test. */
  address: string
  /** Fails the test at its end on every problem it does not declare as expected. */
  problems: Problems
  database: TestDatabase
  /** A user with an account. Anything not given has its default. */
  newUser: (about?: Partial<Person> & AccountState) => Promise<User>
  /** Another browser, which shares nothing with the test's own. */
  newBrowser: (options?: BrowserContextOptions) => Promise<BrowserContext>
}

export const test = base.extend<Fixtures, { databases: (name: ServerName) => TestDatabase }>({
  server: ['standard', { option: true }],
  baseURL: async ({ server }, use) => use(runningServer(server).url),
  address: async ({}, use) => use(ownAddress()),
  extraHTTPHeaders: async ({ address }, use) => use({ 'x-forwarded-for': address }),

  problems: [
    async ({}, use) => {
      const problems = new Problems()
      await use(problems)
      expect.soft(problems.unexpected(), 'problems nobody expected').toEqual([])
    },
    { auto: true },
  ],

  context: async ({ context, problems, database, server }, use) => {
    problems.watch(context)
    useInbox(context, { database, url: runningServer(server).url })
    const addresses = addressesIn(context)
    await use(context)
    await lookBack(context, addresses, problems)
  },

  request: async ({ request }, use) => {
    await use(request)
    await noteSecrets((await request.storageState()).cookies)
  },

  newBrowser: async (
    { browser, contextOptions, baseURL, extraHTTPHeaders, problems, database, server },
    use,
  ) => {
    const opened: { context: BrowserContext; addresses: string[] }[] = []
    await use(async (options) => {
      const context = await browser.newContext({
        ...contextOptions,
        locale: 'en-GB',
        timezoneId: 'UTC',
        ...(baseURL === undefined ? {} : { baseURL }),
        ...(extraHTTPHeaders === undefined ? {} : { extraHTTPHeaders }),
        ...options,
      })
      problems.watch(context)
      useInbox(context, { database, url: runningServer(server).url })
      opened.push({ context, addresses: addressesIn(context) })
      return context
    })
    for (const { context, addresses } of opened) {
      await lookBack(context, addresses, problems)
      await context.close()
    }
  },

  databases: [
    async ({}, use) => {
      const open = new Map<ServerName, TestDatabase>()
      await use((name) => {
        const database = open.get(name) ?? new TestDatabase(runningServer(name).databaseUrl)
        open.set(name, database)
        return database
      })
      for (const database of open.values()) await database.close()
    },
    { scope: 'worker' },
  ],

  database: async ({ databases, server }, use) => use(databases(server)),

  newUser: async ({ database }, use) => {
    await use(({ role, isVerified, isDisabled, ...about } = {}) =>
      createAccount(
        database,
        { ...somebody(), ...about },
        {
          ...(role ? { role } : {}),
          ...(isVerified === undefined ? {} : { isVerified }),
          ...(isDisabled === undefined ? {} : { isDisabled }),
        },
      ),
    )
  },
})

function addressesIn(context: BrowserContext): string[] {
  const addresses: string[] = []
  context.on('request', (request) => addresses.push(request.url()))
  return addresses
}

/** What a browser held at the end: secrets to search for elsewhere, and nothing readable by scripts. */
async function lookBack(
  context: BrowserContext,
  addresses: string[],
  problems: Problems,
): Promise<void> {
  await noteSecrets(await context.cookies(), addresses)
  for (const page of context.pages()) problems.note('kept', await browserStorage(page))
}
