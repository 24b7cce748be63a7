import { Secret, TOTP } from 'otpauth'
import { expect, type Page } from 'playwright/test'
import { expectSignedIn, fillSignIn, signIn, whenAlive } from '../actions'
import { noteSecrets } from './canaries'
import type { TestDatabase } from './database'
import type { User } from './people'

export type TwoFactor = { secret: string; recoveryCodes: string[] }

/** Turns two-factor on, on its page, for somebody who is signed in. */
export async function turnOnTwoFactor(
  page: Page,
  path = '/account/two-factor',
): Promise<TwoFactor> {
  await page.goto(path)
  await whenAlive(page)
  const shown = await page.locator('code').innerText()
  const secret = shown.replaceAll(' ', '')
  await page.getByLabel('Authentication code').fill(codeNow(secret))
  await page.getByRole('button', { name: 'Turn on two-factor' }).click()
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
  await expect(codes).toHaveCount(10)
  const recoveryCodes = await codes.allInnerTexts()
  await noteSecrets([secret, ...recoveryCodes].map((value) => ({ name: '', value })))
  return { secret, recoveryCodes }
}

/** Two-factor of somebody, without the app. */
export async function createAuthenticator(database: TestDatabase, user: User): Promise<void> {
  await database.rows(
    `WITH on_now AS (UPDATE users SET "twoFactorEnabledAt" = now() WHERE id = $1::uuid)
     INSERT INTO authenticators ("userId", "sealedSecret", "keyName", "lastUsedStep", "createdAt")
     VALUES ($1::uuid, 'x', 'x', 0, now())`,
    [user.id],
  )
}

/** What an authenticator app shows. */
export function codeNow(secret: string): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate()
}

/** The same after half a minute has passed, without waiting for it. */
export async function nextCode(
  database: TestDatabase,
  user: User,
  { secret }: TwoFactor,
): Promise<string> {
  await database.rows('UPDATE authenticators SET "lastUsedStep" = 0 WHERE "userId" = $1::uuid', [
    user.id,
  ])
  return codeNow(secret)
}

/** On the page of the second step. */
export async function enterCode(page: Page, code: string): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Two-factor' })).toBeVisible()
  await whenAlive(page)
  await page.getByLabel('Authentication code').fill(code)
  await page.getByRole('button', { name: 'Verify' }).click()
}

/** Turns two-factor on, signs out, and enters the password again. */
export async function startSecondStep(page: Page, user: User): Promise<TwoFactor> {
  await signIn(page, user)
  const own = await turnOnTwoFactor(page)
  await page.context().clearCookies()
  await page.goto('/sign-in')
  await fillSignIn(page, { identifier: user.email, password: user.password })
  await expect(page).toHaveURL('/sign-in/two-factor')
  return own
}

/** The same, and signs in with a code, trusting the browser. */
export async function trustBrowser(
  page: Page,
  user: User,
  database: TestDatabase,
): Promise<TwoFactor> {
  const own = await startSecondStep(page, user)
  await whenAlive(page)
  await page.getByLabel('Trust this browser for 30 days').check()
  await enterCode(page, await nextCode(database, user, own))
  await expectSignedIn(page)
  return own
}
