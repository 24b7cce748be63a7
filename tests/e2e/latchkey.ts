import {
  test as base,
  expect,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright/test'
import { TestDatabase } from './setup/database'
import { csrfToken, ownAddress } from './setup/http'
import { createAccount, somebody, type AccountState, type Person, type User } from './setup/people'
import { Problems } from './setup/problems'
import { runningServer, type ServerName } from './setup/servers'

export { expect, somebody }
export type { Page, Person, User }

type Fixtures = {
  /** Which of the run's servers a test visits. */
  server: ServerName
  /** Where a test comes from. */
  address: string
  /** Fails the test at its end for everything it did not say it expects. */
  problems: Problems
  database: TestDatabase
  /** Somebody with an account. What is not said about them is as usual. */
  newUser: (about?: Partial<Person> & AccountState) => Promise<User>
  /** Another browser: it shares nothing with the test's own. */
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

  context: async ({ context, problems }, use) => {
    problems.watch(context)
    await use(context)
  },

  newBrowser: async ({ browser, contextOptions, baseURL, extraHTTPHeaders, problems }, use) => {
    const opened: BrowserContext[] = []
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
      opened.push(context)
      return context
    })
    for (const context of opened) await context.close()
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

/**
 * Signs in by the documented request, where a test is about what comes after; `sign-in.spec.ts`
 * types into the form.
 *
 * @param options.then the page to be on afterwards
 */
export async function signIn(
  page: Page,
  user: Person,
  { then = '/dashboard', remember = false }: { then?: string; remember?: boolean } = {},
): Promise<void> {
  const { request } = page.context()
  const answer = await request.post('/api/auth/callback/credentials', {
    form: {
      csrfToken: await csrfToken({ request }),
      identifier: user.email,
      password: user.password,
      ...(remember ? { remember: 'on' } : {}),
    },
    headers: { 'x-auth-return-redirect': '1' },
  })
  expect(await answer.json()).toEqual({ url: expect.not.stringContaining('error=') })
  await page.goto(then)
}

/**
 * Waits until the page's script has taken over its form, where there is a script: a form sent
 * before is sent natively, which other tests are about. Only React's own mark on an element tells.
 */
export async function whenAlive(page: Page): Promise<void> {
  const isAlive = () => {
    const form = document.querySelector('main form')
    const isTaken = form && Object.keys(form).some((key) => key.startsWith('__reactProps'))
    return matchMedia('(scripting: none)').matches || isTaken
  }
  await expect.poll(() => page.evaluate(isAlive), { intervals: [50] }).toBe(true)
}

/** Fills the sign-in form and sends it. */
export async function fillSignIn(
  page: Page,
  { identifier, password }: { identifier: string; password: string },
): Promise<void> {
  await whenAlive(page)
  await page.getByLabel('Email or username').fill(identifier)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** The form's own answer: always there, empty until there is something to say. */
export function alertOf(page: Page) {
  return page.getByRole('main').getByRole('alert')
}

export function toastOf(page: Page) {
  return page.getByRole('region', { name: 'Notifications' })
}

/** Fills the sign-up form and sends it. */
export async function fillSignUp(page: Page, person: Person): Promise<void> {
  await whenAlive(page)
  await page.getByLabel('Name', { exact: true }).fill(person.name)
  await page.getByLabel('Username').fill(person.username)
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Create account' }).click()
}

/** On the page a confirmation link leads to. */
export async function confirmEmail(page: Page, password: string): Promise<void> {
  await whenAlive(page)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Confirm email' }).click()
}

/** The newest mail to somebody, as the mailbox page lists it. */
export function newestMailTo(page: Page, email: string) {
  return page
    .getByRole('navigation', { name: 'Mails' })
    .getByRole('listitem')
    .filter({ hasText: email })
    .first()
}

/**
 * Follows the link of the newest mail to somebody, once the form sent before has been answered.
 *
 * @returns the link's address, token and all
 */
export async function openMailedLink(page: Page, email: string, text: string): Promise<string> {
  await expect(page.getByRole('main').getByRole('status')).not.toBeEmpty()
  await page.goto('/mailbox')
  const link = newestMailTo(page, email).getByRole('link', { name: text })
  const address = (await link.getAttribute('href')) ?? ''
  await link.click()
  await page.waitForURL((url) => url.pathname === new URL(address).pathname)
  return address
}
