import { DEFAULT_PATH } from '@/lib/domain/site/redirects'
import { expect, type Page } from 'playwright/test'
import { csrfToken } from './setup/http'
import { newestMailTo } from './setup/mails'
import type { Person } from './setup/people'

/* What users do and see in these tests, in the words of the pages. */

/**
 * Signs in with the documented request, for tests about what comes after; `sign-in.spec.ts` uses the form.
 *
 * @param options.then the page to open afterwards
 */
export async function signIn(
  page: Page,
  user: Person,
  { then = DEFAULT_PATH, remember = false }: { then?: string; remember?: boolean } = {},
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
  await whenAlive(page)
}

/** Waits until a user is signed in there. The header shows it on every signed-in page. */
export async function expectSignedIn(page: Page, path: string = DEFAULT_PATH): Promise<void> {
  await expect(page).toHaveURL(path)
  await expect(page.getByRole('banner').getByRole('button', { name: 'Sign out' })).toBeVisible()
}

/**
 * Waits until the page has hydrated, if it has scripts: before that, the browser handles forms
 * natively, which other tests are about. The only sign are React's own properties on elements.
 */
export async function whenAlive(page: Page): Promise<void> {
  const isAlive = () => {
    if (matchMedia('(scripting: none)').matches) return true
    const elements = [...document.querySelectorAll('form, time')]
    return elements.every((one) => Object.keys(one).some((key) => /^__reactProps/.test(key)))
  }
  // A page that is being left cannot be queried.
  const asked = () => page.evaluate(isAlive).catch(() => false)
  await expect.poll(asked, { intervals: [50] }).toBe(true)
}

/** Fills in and sends the sign-in form. */
export async function fillSignIn(
  page: Page,
  { identifier, password }: { identifier: string; password: string },
): Promise<void> {
  await whenAlive(page)
  await page.getByLabel('Email or username').fill(identifier)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** The form's alert: always present, empty until there is something to say. */
export function alertOf(page: Page) {
  return page.getByRole('main').getByRole('alert')
}

export function toastOf(page: Page) {
  return page.getByRole('region', { name: 'Notifications' })
}

/** Fills in and sends the sign-up form. */
export async function fillSignUp(page: Page, person: Person): Promise<void> {
  await whenAlive(page)
  await page.getByLabel('Name', { exact: true }).fill(person.name)
  await page.getByLabel('Username').fill(person.username)
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Create account' }).click()
}

/** On the page of a confirmation link. */
export async function confirmEmail(page: Page, password: string): Promise<void> {
  await whenAlive(page)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Confirm email' }).click()
}

/**
 * Follows the link of the newest mail to a user, after the form sent before was answered.
 *
 * @returns the link's URL, including its token
 */
export async function openMailedLink(page: Page, email: string, text: string): Promise<string> {
  await expect(page.getByRole('main').getByRole('status')).not.toBeEmpty()
  return openNewestLink(page, email, text)
}

/**
 * Follows the link of the newest mail to a user.
 *
 * @param subject considers only mails with this subject
 * @returns the link's URL, including its token
 */
export async function openNewestLink(
  page: Page,
  email: string,
  text: string,
  subject = '',
): Promise<string> {
  const { links } = await newestMailTo(page, email, subject)
  const address = links[text]
  if (address === undefined) throw new Error(`The newest mail to ${email} has no link "${text}"`)
  await page.goto(address)
  await expect(page).toHaveURL(({ pathname }) => pathname === new URL(address).pathname)
  return address
}

/** Opens the confirmation dialog of an irreversible action. */
export async function openConfirmDialog(page: Page, button: string) {
  await whenAlive(page)
  const dialog = page.getByRole('dialog')
  if (!(await dialog.isVisible())) await page.getByRole('button', { name: button }).click()
  await expect(dialog).toBeVisible()
  return dialog
}

/** Deletes the signed-in account on `/account/data`, or tries to. */
export async function deleteAccount(
  page: Page,
  { username, password }: { username: string; password: string },
): Promise<void> {
  const dialog = await openConfirmDialog(page, 'Delete account')
  await dialog.getByLabel(/^Enter the username/).fill(username)
  await dialog.getByLabel('Password', { exact: true }).fill(password)
  await dialog.getByRole('button', { name: 'Delete account' }).click()
}
